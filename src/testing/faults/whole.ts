import type pg from 'pg'
import { insist, type Doing, type Ledger } from './deeds.ts'
import type { Notes } from './findings.ts'
import type { Stage } from './stage.ts'

/** Two numbers that are equal where each deed left its rows and its event, or nothing. */
type Pair = { readonly what: string; readonly rows: string; readonly told: string }

const told = (kind: string): string => `select count(*) from event where kind = '${kind}'`
const queued = (kind: string): string => `select count(*) from pgboss.job where name = 'events' and data ->> 'kind' = '${kind}'`

const PAIRS: readonly Pair[] = [
  {
    what: 'statements',
    rows: `select count(*) from statement where voice = 'participant'`,
    told: told('dialogue.statement.added'),
  },
  {
    what: 'the number of statements of a dialogue',
    rows: 'select sum(statement_count) from dialogue',
    told: 'select count(*) from statement',
  },
  { what: 'participants', rows: 'select count(*) from participant', told: told('dialogue.participation.begun') },
  { what: 'posts', rows: 'select count(*) from post', told: told('posts.thread.opened') },
  { what: 'members', rows: `select count(*) from community_member where role = 'member'`, told: told('communities.member.joined') },
  { what: 'commitments', rows: 'select count(*) from commitment', told: told('commitments.commitment.made') },
  { what: 'words of commitments', rows: 'select count(*) from commitment_text', told: told('commitments.commitment.made') },
  { what: 'the record of commitments', rows: 'select count(*) from commitment_change', told: told('commitments.commitment.made') },
  { what: 'accounts', rows: 'select count(*) from account', told: told('people.account.made') },
  { what: 'names of accounts', rows: 'select count(*) from person', told: told('people.account.made') },
  { what: 'sign-in links', rows: 'select count(*) from sign_in_link', told: told('people.sign-in-link.requested') },
  {
    what: 'votes and what was told of first ones',
    rows: 'select count(*) from vote',
    told: `${told('dialogue.vote.cast')} and not (data ->> 'changed')::boolean`,
  },
]

/** What a deed says and what it queued are one: no job without its event, no event without its job. */
const JOBS: readonly string[] = ['people.sign-in-link.requested']

const first = async (pool: pg.Pool, text: string, values: readonly unknown[] = []): Promise<number> => {
  const { rows } = await pool.query<Record<string, unknown>>(text, [...values])
  return Number(Object.values(rows[0] ?? {})[0] ?? 0)
}

/** No half deed: everywhere as many rows as events of the deed that wrote them. `links`: those of people who were seated without a queue. */
export async function findHalves(pool: pg.Pool, notes: Notes, unqueued: number): Promise<void> {
  for (const { what, rows, told: events } of PAIRS) {
    const [written, heard] = [await first(pool, rows), await first(pool, events)]
    notes.expect(written === heard, `${what}: ${written} rows and ${heard} events`)
  }
  for (const kind of JOBS) {
    const [heard, jobs] = [await first(pool, told(kind)), await first(pool, queued(kind))]
    notes.expect(heard - unqueued === jobs, `${kind}: ${heard - unqueued} events and ${jobs} jobs`)
  }
  const twice = await first(pool, 'select count(*) from (select 1 from statement group by dialogue_id, text having count(*) > 1) as twice')
  notes.expect(twice === 0, `${twice} statements are there twice`)
}

/** Every deed that was acknowledged is there, and what was sent once or again is there once. */
export async function findLost(doing: Doing, stage: Stage, pool: pg.Pool, notes: Notes): Promise<void> {
  const { ledger } = doing
  await findLostVotes(doing, stage, notes)
  const { rows: texts } = await pool.query<{ text: string }>(`select text from statement where voice = 'participant'`)
  const said = new Set(texts.map(({ text }) => text))
  const lost = ledger.statements.filter((text) => !said.has(text))
  notes.expect(lost.length === 0, `${lost.length} acknowledged statements are lost`)
  notes.expect(
    said.size === ledger.statements.length,
    `${said.size} statements are there, and ${ledger.statements.length} were acknowledged in the end`,
  )
  await counted(pool, notes, 'posts', {
    rows: 'select count(*) from post where id = any($1)',
    all: 'select count(*) from post',
    ids: ledger.posts,
  })
  await counted(pool, notes, 'commitments', {
    ...{ rows: 'select count(*) from commitment where id = any($1)', all: 'select count(*) from commitment', ids: ledger.commitments },
  })
  await joined(pool, notes, ledger)
}

async function findLostVotes(doing: Doing, { dialogue }: Stage, notes: Notes): Promise<void> {
  let lost = 0
  for (const [session, votes] of doing.ledger.votes) {
    const { body } = await insist(doing, { method: 'GET', path: `/dialogues/${dialogue.slug}/participation`, session })
    const list = Array.isArray(body['votes']) ? (body['votes'] as { statement: { number: number }; choice: string }[]) : []
    const found = new Map(list.map((vote) => [vote.statement.number, vote.choice]))
    for (const [statement, choice] of votes) if (found.get(statement) !== choice) lost += 1
  }
  notes.expect(lost === 0, `${lost} acknowledged votes are lost, or are not what was voted last`)
}

type Counting = { readonly rows: string; readonly all: string; readonly ids: readonly string[] }

async function counted(pool: pg.Pool, notes: Notes, what: string, { rows, all, ids }: Counting): Promise<void> {
  const [found, there] = [await first(pool, rows, [ids]), await first(pool, all)]
  const distinct = new Set(ids).size
  notes.expect(found === distinct, `of ${distinct} acknowledged ${what} ${found} are there`)
  notes.expect(there === distinct, `${there} ${what} are there, and ${distinct} were acknowledged in the end`)
}

async function joined(pool: pg.Pool, notes: Notes, ledger: Ledger): Promise<void> {
  const begun = await first(pool, 'select count(*) from participant')
  notes.expect(begun === ledger.joined.dialogue, `${begun} participants, and ${ledger.joined.dialogue} were told that they take part`)
  const members = await first(pool, `select count(*) from community_member where role = 'member'`)
  notes.expect(members === ledger.joined.community, `${members} members, and ${ledger.joined.community} were told that they belong`)
  const newcomers = await first(pool, `select count(*) from person where name like 'Newcomer %'`)
  notes.expect(newcomers === ledger.accounts.length, `${newcomers} accounts of newcomers, and ${ledger.accounts.length} were opened`)
}
