create table visited as select host(inet_server_addr()) as member;
