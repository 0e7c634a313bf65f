-- The role of "passerelle issuer": in the hub's database, as its owner, after the hub has started once.
-- Then give it a password: \password passerelle_issuer
-- It can be run again. A role belongs to the whole server: for a second hub there write another name for it in all of this file,
-- else the issuer of one hub could read what is granted in the other.
do $$ begin
  if not exists (select from pg_roles where rolname = 'passerelle_issuer') then create role passerelle_issuer login; end if;
end $$;
-- Credentials.
grant select, insert, update on credential_issuance, credential_slot, credential_issuer, credential_setting to passerelle_issuer;
-- Who may have one: accounts, their names and sessions, what they are in a body.
grant select on dialogue, dialogue_text, body, office, membership to passerelle_issuer;
-- To sign in.
grant select, insert, update, delete on account, person, session, sign_in_link, recovery_code, passkey, spent_question, operator_invitation to passerelle_issuer;
-- What was done is told, and letters are queued.
grant select, insert on event to passerelle_issuer;
grant usage on schema pgboss to passerelle_issuer;
grant select on pgboss.version, pgboss.queue to passerelle_issuer;
grant select, insert on pgboss.job, pgboss.job_common to passerelle_issuer;
grant select, insert, update, delete on pgboss.instance to passerelle_issuer;
