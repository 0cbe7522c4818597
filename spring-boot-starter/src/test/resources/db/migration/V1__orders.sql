create table orders (id bigint primary key, item text not null);
