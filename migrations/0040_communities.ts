import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Membership can tell of origin, faith or orientation. Whoever reads the tables alone learns how many belong to a community, and of nobody
  // that they do: a member is found by a tag of their account, and by which name they are there lies under a seal.
  await sql`
    create table community (
      id uuid not null,
      slug text not null,
      sort text not null,
      access text not null,
      readable text not null,
      state text not null default 'running',
      body_id uuid,
      languages text[] not null,
      youth boolean not null default false,
      slow_seconds integer not null default 0,
      vouching boolean not null default false,
      monthly_invitations integer not null default 5,
      guardian_age integer,
      guardian boolean not null default false,
      hidden_for text,
      ended_at timestamptz,
      founded_on date not null,
      constraint community_pk primary key (id),
      constraint community_slug unique (slug),
      constraint community_sort check (sort in ('ancestry', 'culture', 'gender', 'youth', 'interest', 'purpose')),
      constraint community_access check (access in ('open', 'request', 'closed', 'hidden')),
      constraint community_readable check (readable in ('everybody', 'members')),
      constraint community_hidden_is_unread check (access <> 'hidden' or readable = 'members'),
      constraint community_state check (state in ('running', 'ended'))
    )`.execute(db)
  await sql`create index community_body on community (body_id)`.execute(db)
  await sql`
    create table community_text (
      community_id uuid not null,
      language text not null,
      position integer not null,
      name text not null,
      summary text not null,
      -- For finding: name and sentence without accents and case.
      plain text not null,
      -- What those who care for the young say to their guardians.
      guardians text not null default '',
      -- Who wrote it; nobody where it was there from the first, or they have left.
      member_id uuid,
      constraint community_text_pk primary key (community_id, language),
      constraint community_text_of foreign key (community_id) references community (id)
    )`.execute(db)
  // What it is about: places of origin and of residence, languages, topics, generations. Several of each, so that facets cross.
  await sql`
    create table community_facet (
      community_id uuid not null,
      sort text not null,
      value text not null,
      constraint community_facet_pk primary key (community_id, sort, value),
      constraint community_facet_of foreign key (community_id) references community (id),
      constraint community_facet_sort check (sort in ('origin', 'residence', 'language', 'topic', 'generation'))
    )`.execute(db)
  await sql`create index community_facet_value on community_facet (sort, value)`.execute(db)
  await sql`
    create table community_member (
      community_id uuid not null,
      id uuid not null,
      account_tag bytea not null,
      person_sealed bytea not null,
      role text not null,
      joined_on date not null,
      listed boolean not null default true,
      tell_back boolean not null default false,
      looked_on date,
      lapses_on date,
      guardian boolean not null default false,
      constraint community_member_pk primary key (community_id, id),
      constraint community_member_once unique (community_id, account_tag),
      constraint community_member_of foreign key (community_id) references community (id),
      constraint community_member_role check (role in ('member', 'facilitator', 'steward'))
    )`.execute(db)
  // To which communities an identity belongs, for its own eyes: one row for each, found by a tag, sealed, and filled up to a size that does not tell how many.
  await sql`
    create table community_shelf (
      person_tag bytea not null,
      communities_sealed bytea not null,
      constraint community_shelf_pk primary key (person_tag)
    )`.execute(db)
  // An old address leads on; of one that turned hidden none is kept.
  await sql`
    create table community_address (
      slug text not null,
      community_id uuid not null,
      constraint community_address_pk primary key (slug),
      constraint community_address_of foreign key (community_id) references community (id)
    )`.execute(db)
  await sql`
    create table community_question (
      community_id uuid not null,
      position integer not null,
      language text not null,
      text text not null,
      constraint community_question_pk primary key (community_id, position),
      constraint community_question_of foreign key (community_id) references community (id)
    )`.execute(db)
  // One for each account, whichever of its names asks. What was answered and the reason are gone with the row, thirty days after the decision.
  await sql`
    create table community_request (
      community_id uuid not null,
      id uuid not null,
      account_tag bytea not null,
      person_sealed bytea not null,
      answers_sealed bytea not null,
      reason_sealed bytea,
      state text not null default 'waiting',
      guardian boolean not null default false,
      asked_on date not null,
      decide_by date not null,
      decided_at timestamptz,
      constraint community_request_pk primary key (community_id, id),
      constraint community_request_once unique (community_id, account_tag),
      constraint community_request_of foreign key (community_id) references community (id),
      constraint community_request_state check (state in ('waiting', 'accepted', 'declined'))
    )`.execute(db)
  await sql`
    create table community_invitation (
      community_id uuid not null,
      id uuid not null,
      token_hash bytea not null,
      member_id uuid not null,
      sentence_sealed bytea not null,
      uses_left integer not null,
      made_on date not null,
      expires_at timestamptz not null,
      constraint community_invitation_pk primary key (community_id, id),
      constraint community_invitation_token unique (community_id, token_hash),
      constraint community_invitation_of foreign key (community_id) references community (id)
    )`.execute(db)
  await sql`create index community_invitation_by_token on community_invitation (token_hash)`.execute(db)
  // "entry": for somebody who has come in; "role": for a grown-up who is to look after the young.
  await sql`
    create table community_vouch (
      community_id uuid not null,
      newcomer_id uuid not null,
      voucher_id uuid not null,
      sort text not null,
      vouched_on date not null,
      constraint community_vouch_pk primary key (community_id, newcomer_id, voucher_id, sort),
      constraint community_vouch_of foreign key (community_id) references community (id),
      constraint community_vouch_sort check (sort in ('entry', 'role')),
      constraint community_vouch_other check (newcomer_id <> voucher_id)
    )`.execute(db)
  await sql`
    create table community_offer (
      community_id uuid not null,
      member_id uuid not null,
      role text not null,
      offered_on date not null,
      constraint community_offer_pk primary key (community_id, member_id),
      constraint community_offer_of foreign key (community_id) references community (id),
      constraint community_offer_role check (role in ('facilitator', 'steward'))
    )`.execute(db)
  // Who was taken out: by a tag of the account, so that none of its names is written down.
  await sql`
    create table community_removal (
      community_id uuid not null,
      account_tag bytea not null,
      reason_sealed bytea not null,
      banned boolean not null,
      removed_on date not null,
      appeal_sealed bytea,
      answer_sealed bytea,
      answered_on date,
      constraint community_removal_pk primary key (community_id, account_tag),
      constraint community_removal_of foreign key (community_id) references community (id)
    )`.execute(db)
  await sql`
    create table community_proposal (
      community_id uuid not null,
      id uuid not null,
      sort text not null,
      member_id uuid,
      language text not null,
      text text not null,
      proposed_on date not null,
      threshold integer not null,
      answer_by date,
      outcome text,
      answer text,
      answered_on date,
      constraint community_proposal_pk primary key (community_id, id),
      constraint community_proposal_of foreign key (community_id) references community (id),
      constraint community_proposal_sort check (sort in ('charter', 'steward', 'other')),
      constraint community_proposal_outcome check (outcome in ('taken', 'not-taken'))
    )`.execute(db)
  await sql`
    create table community_support (
      community_id uuid not null,
      proposal_id uuid not null,
      member_id uuid not null,
      constraint community_support_pk primary key (community_id, proposal_id, member_id),
      constraint community_support_of foreign key (community_id, proposal_id) references community_proposal (community_id, id)
    )`.execute(db)
}
