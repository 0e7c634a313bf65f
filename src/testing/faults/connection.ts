import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openNotes, timeUntil, type Findings, type Notes } from './findings.ts'
import type { Database, Reached } from './in-process.ts'

const BACK_LIMIT_MS = 20_000

/** What a deed in two answers leaves: 0 or 1 row, never 2, and its event with it. */
const postsThere = async (reached: Reached): Promise<readonly [posts: number, told: number]> => [
  await count(reached, 'select count(*)::int as n from post'),
  await count(reached, `select count(*)::int as n from event where kind = 'posts.thread.opened'`),
]

const COMMITMENTS = 'select count(*)::int as n from commitment'
const TOLD_COMMITMENTS = `select count(*)::int as n from event where kind = 'commitments.commitment.made'`

const count = async ({ hub }: Reached, text: string): Promise<number> => Number((await hub.pool.query<{ n: number }>(text)).rows[0]?.n)

const write = ({ api, stage }: Reached, sending: string) =>
  api('POST', `/communities/${stage.community}/posts`, { sending, title: 'Said', text: 'Somebody said it.', language: 'en' })

export const PROMISE = {
  title: 'A promise',
  text: 'It will be done.',
  language: 'en',
  owner: 'Office',
  startsOn: '2026-01-01',
  dueOn: '2099-01-01',
}

const promisesThere = async (reached: Reached): Promise<readonly [commitments: number, told: number]> => [
  await count(reached, COMMITMENTS),
  await count(reached, TOLD_COMMITMENTS),
]

/** `kind`: of the event that the deed tells, by which its transaction is known among others. */
type Sort = { readonly send: typeof write; readonly there: typeof postsThere; readonly kind: string }

const promise = ({ api, stage }: Reached, sending: string) =>
  api('POST', '/commitments', { sending, lead: stage.body, sdgs: [4], ...PROMISE }, stage.steward)

/** The line between hub and database is cut: between deeds, in the middle of one, and while the answer to a commit is on its way. */
export async function tryCuts(reached: Reached): Promise<Findings> {
  const notes = openNotes()
  await reached.api('POST', `/communities/${reached.stage.community}/membership`, {})
  await cutBetween(reached, notes)
  const backMs = await mended(reached, notes)
  await cutWithin(reached, notes)
  await cutAtCommit(reached, notes, { send: write, there: postsThere, kind: 'posts.thread.opened' })
  await cutAtCommit(reached, notes, { send: promise, there: promisesThere, kind: 'commitments.commitment.made' })
  const tried = 'the line to the database cut between deeds, in the middle of one, before and after its commit'
  return { fault: 'database cut', tried, wrong: notes.wrong, figures: { backMs } }
}

const UNAVAILABLE = { fr: 'momentanément indisponible', ar: 'الموقع غير متاح الآن', en: 'not available just now' } as const
const UNDONE = 'What you sent was not kept'

async function cutBetween({ get, form, api, passage, stage, logged }: Reached, notes: Notes): Promise<void> {
  passage.cut()
  const [session] = stage.people
  for (const locale of ['fr', 'ar', 'en'] as const) {
    const page = await get(`/${locale}/dialogues/${stage.dialogue.slug}`, locale === 'ar' ? undefined : session)
    const words = await page.text()
    notes.expect(page.status === 503, `cut off, a page answers ${page.status}`)
    notes.expect(Number(page.headers.get('retry-after')) > 0, 'cut off, a page does not say when to come back')
    notes.expect(words.includes(UNAVAILABLE[locale]), `cut off, the page is not said in ${locale}`)
  }
  const health = await get('/healthz')
  notes.expect(health.status === 503, `cut off, /healthz answers ${health.status}`)
  const sent = await form(`/en/dialogues/${stage.dialogue.slug}/statements`, { text: 'Words that nobody should lose', language: 'en' })
  const words = await sent.text()
  notes.expect(sent.status === 503 && words.includes(UNDONE), `cut off, a form answers ${sent.status} and not that nothing was kept`)
  notes.expect(words.includes('Words that nobody should lose'), 'cut off, what was written is lost')
  const called = await api('PUT', `/dialogues/${stage.dialogue.slug}/statements/0/vote`, { choice: 'agree' })
  notes.expect(
    called.status === 503 && called.body['done'] === false,
    `cut off, the API answers ${called.status}, ${String(called.body['done'])}`,
  )
  notes.expect(logged().includes('The database cannot be reached'), 'cut off, the log does not say so')
  notes.expect(!logged().includes('fault of the hub'), 'cut off, the log calls it a fault of the hub')
}

async function mended({ passage, get, stage }: Reached, notes: Notes): Promise<number> {
  passage.mend()
  const path = `/en/dialogues/${stage.dialogue.slug}`
  return timeUntil(notes, 'pages came back', BACK_LIMIT_MS, async () => (await get(path)).status === 200)
}

async function cutWithin(reached: Reached, notes: Notes): Promise<void> {
  reached.passage.cutAt('insert into "event"', 'before')
  const sending = randomUUID()
  const lost = await write(reached, sending)
  notes.expect(
    lost.status === 503 && lost.body['done'] === false,
    `cut within, a deed is answered ${lost.status}, ${String(lost.body['done'])}`,
  )
  notes.expect((await postsThere(reached)).join() === '0,0', 'cut within, half a deed is there')
  const again = await write(reached, sending)
  notes.expect(again.status === 200 && (await postsThere(reached)).join() === '1,1', 'cut within, the same again is not done once')
}

async function cutAtCommit(reached: Reached, notes: Notes, { send, there, kind }: Sort): Promise<void> {
  let [rows] = await there(reached)
  for (const moment of ['before', 'after'] as const) {
    reached.passage.cutAt('commit\0', moment, kind)
    const sending = randomUUID()
    const lost = await send(reached, sending)
    notes.expect(lost.status === 503, `cut ${moment} a commit, a deed is answered ${lost.status}`)
    notes.expect(
      lost.body['done'] === null,
      `cut ${moment} a commit, the answer claims to know what was done: ${String(lost.body['done'])}`,
    )
    const kept = (await there(reached)).join()
    const should = moment === 'before' ? rows : rows + 1
    notes.expect(kept === `${should},${should}`, `cut ${moment} a commit, there are ${kept}`)
    const again = await send(reached, sending)
    rows += 1
    notes.expect(again.status === 200, `cut ${moment} a commit, the same again is answered ${again.status}`)
    notes.expect(
      (await there(reached)).join() === `${rows},${rows}`,
      `cut ${moment} a commit, the same again is not one: ${(await there(reached)).join()}`,
    )
  }
}

const DEEDS = 20

/** The server ends all connections (57P01), as it does when it is started again, while deeds are under way. */
export async function tryEndedSessions(reached: Reached, database: Database): Promise<Findings> {
  const notes = openNotes()
  const admin = new pg.Client({ ...database, database: 'postgres' })
  await admin.connect()
  const before = await promisesThere(reached)
  const terminate = `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'passerelle'`
  let under = true
  const ending = (async () => {
    while (under) await admin.query(terminate, [database.database]).then(() => new Promise((done) => setTimeout(done, 60)))
  })()
  let again = 0
  const insist = async (sending: string): Promise<void> => {
    for (;;) {
      const { status } = await promise(reached, sending)
      if (status === 200) return
      notes.expect(status === 503, `while sessions were ended, a deed was answered ${status}`)
      if (status !== 503) return
      again += 1
      // After some tries the server lets it pass, as one that has started again does.
      if (again > DEEDS * 5) under = false
    }
  }
  await Promise.all(Array.from({ length: DEEDS }, () => insist(randomUUID())))
  under = false
  await ending
  const there = (await promisesThere(reached)).map((number, n) => number - (before[n] ?? 0))
  notes.expect(there.join() === `${DEEDS},${DEEDS}`, `of ${DEEDS} deeds there are ${there.join()}`)
  const listens = `select from pg_stat_activity where datname = $1 and query ~* '(listen|pg_notify)'`
  await timeUntil(
    notes,
    'the hub heard others again (LISTEN)',
    BACK_LIMIT_MS,
    async () => (await admin.query(listens, [database.database])).rowCount !== 0,
  )
  await admin.end()
  return {
    fault: 'server restarts',
    tried: `all sessions ended by the server (57P01) under ${DEEDS} deeds`,
    wrong: notes.wrong,
    figures: { sentAgain: again },
  }
}
