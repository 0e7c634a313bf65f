import { logStands } from '../modules/transparency/module.ts'
import { answers } from '../platform/db.ts'
import { areJobsLate } from '../platform/late-jobs.ts'
import { Layout } from '../web/layout.tsx'
import type { Kit } from '../web/manifest.ts'
import type { PageContext } from '../web/page.ts'
import { Moment } from '../web/time.tsx'
import { VERSION } from './version.ts'

/** What whoever runs the hub has to say to everybody, in their own words; null where that is nothing. */
export type Notice = () => string | null

type Part = { readonly name: 'database' | 'jobs' | 'mail' | 'log'; readonly state: 'well' | 'late' | 'away' | 'off' | 'stands' }

/** For everybody: whether the hub is well. 503 where it is not, so that a program need not read. */
export async function drawStatus(c: PageContext, kit: Kit, { since, notice }: { since: Date; notice: Notice }): Promise<Response> {
  const { page } = c.var
  const { say } = page
  const parts = await partsOf(kit)
  const isWell = parts.every(({ state }) => state === 'well' || state === 'off')
  const said = notice()
  c.header('cache-control', 'no-store')
  return c.html(
    <Layout page={page} title={say('status.title')} description={say('status.lead')} index={false}>
      <h1>{say('status.title')}</h1>
      <p class="lead">{isWell ? say('status.all-well') : say('status.not-all-well')}</p>
      {said === null ? null : (
        <section class="card">
          <h2>{say('status.notice')}</h2>
          <p dir="auto">{said}</p>
        </section>
      )}
      <dl>
        {parts.map((part) => (
          <>
            <dt>{say(NAMES[part.name])}</dt>
            <dd>{say(STATES[part.state])}</dd>
          </>
        ))}
        <dt>{say('status.since')}</dt>
        <dd>
          <Moment page={page} at={since} />
        </dd>
        <dt>{say('status.version')}</dt>
        <dd>
          <bdi>{VERSION}</bdi>
        </dd>
      </dl>
      <p class="quiet">{say('status.privacy')}</p>
    </Layout>,
    isWell ? 200 : 503,
  )
}

const NAMES = { database: 'status.part.database', jobs: 'status.part.jobs', mail: 'status.part.mail', log: 'status.part.log' } as const
const STATES = {
  ...{ well: 'status.state.well', late: 'status.state.late' },
  ...{ away: 'status.state.away', off: 'status.state.off', stands: 'status.state.stands' },
} as const

async function partsOf(kit: Kit): Promise<readonly Part[]> {
  if (!(await answers(kit.runner.db))) {
    return [
      { name: 'database', state: 'away' },
      { name: 'jobs', state: 'away' },
    ]
  }
  const mailLate = (await kit.mailer.isLate?.()) ?? false
  return [
    { name: 'database', state: 'well' },
    { name: 'jobs', state: (await areJobsLate(kit.runner.db)) ? 'late' : 'well' },
    { name: 'mail', state: !kit.mailer.delivers ? 'off' : mailLate ? 'late' : 'well' },
    { name: 'log', state: (await logStands(kit.runner.db)) ? 'stands' : 'well' },
  ]
}
