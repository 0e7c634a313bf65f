import type pg from 'pg'
import { onNewHub, say } from './measuring.ts'

// `npm run bench:sizes [-- <rows>]`: how many bytes a row of each table that grows takes, with its indexes, from rows of plausible lengths. What
// docs/operating/ten-million.md computes with. It counts and times nothing.

const ROWS = Number(process.argv[2] ?? 100_000)

/** Each as a select of so many rows: ids and tags by chance, texts and seals as long as they are in a hub in use. */
const FILLED: Readonly<Record<string, string>> = {
  account: `insert into account (id, email_tag, email_sealed, language, created_at)
    select gen_random_uuid(), sha256(n::text::bytea), decode(repeat('ab', 60), 'hex'), 'fr', now() from generate_series(1, $1::int) n`,
  person: `insert into person (id, account_id, name) select gen_random_uuid(), id, 'Mariama of the river' from account`,
  session: `insert into session (token_hash, account_id, person_id, created_at, seen_at, expires_at)
    select sha256(person.id::text::bytea), account_id, id, now(), now(), now() from person`,
  participant: `insert into participant (dialogue_id, number, holder_tag, joined_at)
    select md5((n % 50)::text)::uuid, n, sha256(n::text::bytea), now() from generate_series(1, $1::int) n`,
  vote: `insert into vote (dialogue_id, participant, statement, value, cast_at)
    select md5((n % 50)::text)::uuid, n / 20, n % 20, 1, now() from generate_series(1, $1::int) n`,
  event: `insert into event (scope_id, kind, subject, data, visibility, at)
    select md5((n % 50)::text)::uuid, 'dialogue.vote.cast', (n % 900)::text, '{"changed": false}', 'internal', now() from generate_series(1, $1::int) n`,
  community_member: `insert into community_member (community_id, id, account_tag, person_sealed, role, joined_on)
    select md5((n % 200)::text)::uuid, gen_random_uuid(), sha256(n::text::bytea), decode(repeat('ab', 45), 'hex'), 'member', now() from generate_series(1, $1::int) n`,
  post: `insert into post (community_id, id, thread_id, kind, author_tag, named, body_sealed, posted_at, moved_at)
    select md5((n % 200)::text)::uuid, gen_random_uuid(), gen_random_uuid(), 'text', sha256(n::text::bytea), true,
      decode(repeat(md5(n::text), 25), 'hex'), now(), now() from generate_series(1, $1::int) n`,
}

async function measure(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  // Sizes alone are asked: what refers to what is not there.
  await client.query('set session_replication_role = replica')
  for (const [table, statement] of Object.entries(FILLED)) {
    await client.query(statement, statement.includes('$1') ? [ROWS] : [])
    await client.query(`vacuum analyze ${table}`)
    const { rows } = await client.query<{ rows: number; heap: number; indexes: number }>(
      `select count(*)::int as rows, pg_table_size($1) as heap, pg_indexes_size($1) as indexes from ${client.escapeIdentifier(table)}`,
      [table],
    )
    const [found] = rows
    if (found === undefined) throw new Error(`nothing is known of ${table}`)
    const each = (bytes: number) => Math.round(bytes / found.rows)
    say(table, `${String(each(found.heap + found.indexes)).padStart(6)} bytes a row, ${each(found.indexes)} of them in indexes`)
  }
  client.release()
}

await onNewHub(({ pool }) => measure(pool))
