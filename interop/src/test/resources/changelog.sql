--liquibase formatted sql

--changeset pgha:visited
create table visited as select host(inet_server_addr()) as member;

--changeset pgha:locked
create table locked as select locked from databasechangeloglock;
