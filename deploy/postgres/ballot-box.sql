-- The role of "passerelle ballot-box": in the hub's database, as its owner, after the hub has started once.
-- Then give it a password: \password passerelle_ballot_box
-- It can be run again. A role belongs to the whole server: for a second hub there write another name for it in all of this file,
-- else the box of one hub could read what is granted in the other.
do $$ begin
  if not exists (select from pg_roles where rolname = 'passerelle_ballot_box') then create role passerelle_ballot_box login; end if;
end $$;
-- What waits in the box. Batches are opened by the hub, so the box itself can change none, nor take a vote out.
grant select, insert, update on ballot_waiting to passerelle_ballot_box;
grant select on ballot_box, ballot_voter, ballot_batch, ballot_vote, ballot_statement to passerelle_ballot_box;
-- To hold a box, or a key, still while something is put in PostgreSQL asks for the right to change a column; this one says which dialogue it is, and nobody sets it.
grant update (dialogue_id) on ballot_box, ballot_voter to passerelle_ballot_box;
-- What is voted on, without who convened it and who wrote it.
grant select (id, slug, body_id, state, participation, opens_at, closes_at, may_add, languages, rules) on dialogue to passerelle_ballot_box;
grant select (dialogue_id, number, text, language, status, merged_into) on statement to passerelle_ballot_box;
-- The files of the public log.
grant select on log_entry, log_tile, log_checkpoint, log_cosignature to passerelle_ballot_box;
