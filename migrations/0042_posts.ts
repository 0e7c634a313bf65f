import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // All words lie under a seal, of open communities too: one that turns hidden leaves nothing in old copies. Who wrote is a member's id, which
  // leads to nobody without the hub's secret, and a tag of the account within the community, for what has to hold by account.
  await sql`
    create table post (
      community_id uuid not null,
      id uuid not null,
      thread_id uuid,
      parent_id uuid,
      beside_id uuid,
      split_from uuid,
      kind text not null,
      state text not null default 'standing',
      member_id uuid,
      author_tag bytea,
      named boolean not null,
      body_sealed bytea not null,
      version integer not null default 1,
      posted_at timestamptz not null,
      edited_at timestamptz,
      moved_at timestamptz not null,
      replies integer not null default 0,
      look_by date,
      answered_at timestamptz,
      pinned_until timestamptz,
      hidden_for text,
      hidden_by text,
      hidden_at timestamptz,
      reasons_sealed bytea,
      constraint post_pk primary key (community_id, id),
      constraint post_kind check (kind in ('text', 'question', 'introduction', 'poll')),
      constraint post_state check (state in ('standing', 'withdrawn', 'hidden')),
      constraint post_hidden_by check (hidden_by in ('leads', 'moderation'))
    )`.execute(db)
  await sql`create index post_by_activity on post (community_id, moved_at desc, id desc) where thread_id is null`.execute(db)
  await sql`create index post_by_time on post (community_id, posted_at desc, id desc) where thread_id is null`.execute(db)
  await sql`create index post_of_thread on post (community_id, thread_id, posted_at, id) where thread_id is not null`.execute(db)
  await sql`create index post_of_member on post (community_id, member_id, posted_at)`.execute(db)
  await sql`create index post_waiting on post (community_id, look_by) where answered_at is null and look_by is not null`.execute(db)
  await sql`create index post_pinned on post (community_id) where pinned_until is not null`.execute(db)
  // By its id alone an address elsewhere leads to it; and what is new since a moment is asked of all communities at once.
  await sql`create index post_id on post (id)`.execute(db)
  await sql`create index post_since on post (posted_at)`.execute(db)
  await sql`
    create table post_version (
      community_id uuid not null,
      post_id uuid not null,
      version integer not null,
      body_sealed bytea not null,
      until timestamptz not null,
      constraint post_version_pk primary key (community_id, post_id, version),
      constraint post_version_of foreign key (community_id, post_id) references post (community_id, id)
    )`.execute(db)
  await sql`
    create table post_translation (
      community_id uuid not null,
      post_id uuid not null,
      language text not null,
      member_id uuid,
      made_by text not null,
      checked_by uuid,
      of_version integer not null,
      body_sealed bytea not null,
      made_on date not null,
      constraint post_translation_pk primary key (community_id, post_id, language),
      constraint post_translation_of foreign key (community_id, post_id) references post (community_id, id),
      constraint post_translation_made_by check (made_by in ('person', 'machine'))
    )`.execute(db)
  await sql`
    create table post_reaction (
      community_id uuid not null,
      post_id uuid not null,
      member_id uuid not null,
      sort text not null,
      constraint post_reaction_pk primary key (community_id, post_id, member_id),
      constraint post_reaction_of foreign key (community_id, post_id) references post (community_id, id),
      constraint post_reaction_sort check (sort in ('thanks', 'can-help', 'same'))
    )`.execute(db)
  // A ballot lies under a tag of the account and of this poll: nothing leads from it to what its voter wrote. It is gone when the poll has ended.
  await sql`
    create table post_poll (
      community_id uuid not null,
      post_id uuid not null,
      answers integer not null,
      shown text not null,
      ends_at timestamptz not null,
      counts integer[],
      constraint post_poll_pk primary key (community_id, post_id),
      constraint post_poll_of foreign key (community_id, post_id) references post (community_id, id),
      constraint post_poll_shown check (shown in ('from-ten', 'at-end'))
    )`.execute(db)
  await sql`create index post_poll_running on post_poll (ends_at) where counts is null`.execute(db)
  await sql`
    create table post_ballot (
      community_id uuid not null,
      post_id uuid not null,
      voter_tag bytea not null,
      answer integer not null,
      constraint post_ballot_pk primary key (community_id, post_id, voter_tag),
      constraint post_ballot_of foreign key (community_id, post_id) references post_poll (community_id, post_id)
    )`.execute(db)
  await sql`
    create table post_draft (
      community_id uuid not null,
      member_id uuid not null,
      about text not null,
      body_sealed bytea not null,
      kept_at timestamptz not null,
      constraint post_draft_pk primary key (community_id, member_id, about)
    )`.execute(db)
  // What facilitators and stewards do where a talk grows hot: with a reason, told, with an end, and undone.
  await sql`
    create table post_measure (
      community_id uuid not null,
      id uuid not null,
      sort text not null,
      thread_id uuid,
      member_id uuid,
      by_tag bytea,
      seconds integer,
      reason_sealed bytea not null,
      since timestamptz not null,
      until timestamptz not null,
      ended_at timestamptz,
      constraint post_measure_pk primary key (community_id, id),
      constraint post_measure_sort check (sort in ('slow', 'rest', 'pause')),
      constraint post_measure_of check ((sort = 'pause') = (member_id is not null) and (sort = 'pause') = (thread_id is null))
    )`.execute(db)
  await sql`
    create table post_call (
      community_id uuid not null,
      id uuid not null,
      sort text not null,
      thread_id uuid,
      measure_id uuid,
      member_id uuid,
      author_tag bytea,
      text_sealed bytea not null,
      asked_at timestamptz not null,
      look_by date not null,
      answer_sealed bytea,
      answered_at timestamptz,
      constraint post_call_pk primary key (community_id, id),
      constraint post_call_sort check (sort in ('look', 'conflict', 'appeal'))
    )`.execute(db)
  await sql`create index post_call_answered on post_call (answered_at)`.execute(db)
  await sql`
    create table post_apart (
      community_id uuid not null,
      first_tag bytea not null,
      second_tag bytea not null,
      id uuid not null,
      since timestamptz not null,
      constraint post_apart_pk primary key (community_id, first_tag, second_tag),
      constraint post_apart_once unique (community_id, id),
      constraint post_apart_two check (first_tag <> second_tag)
    )`.execute(db)
  await sql`
    create table post_mute (
      community_id uuid not null,
      owner_tag bytea not null,
      muted_tag bytea not null,
      constraint post_mute_pk primary key (community_id, owner_tag, muted_tag)
    )`.execute(db)
}
