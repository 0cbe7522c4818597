-- Long enough for others to come meanwhile.
select pg_sleep(0.5);
create table locked as select count(*) as locks from pg_locks where locktype = 'advisory';
