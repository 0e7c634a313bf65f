import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type pg from 'pg'

export type DeedOutcome = 'done' | 'refused' | 'failed'
export type LetterOutcome = 'handed-over' | 'refused' | 'failed'

/** Numbers about the machine and the hub, never about a person: no address, no id and no name is a label. */
export type Metrics = {
  /** `template`: how a route is written, `/dialogues/:slug`; never what stood in an address. */
  request(template: string, status: number, seconds: number): void
  deed(name: string, outcome: DeedOutcome): void
  letter(outcome: LetterOutcome): void
  /** In the form that Prometheus reads. */
  told(): Promise<string>
  readonly type: string
  stop(): void
}

type Sources = { readonly pool: pg.Pool; readonly streams: () => number; readonly version: string }

/** Fewer than this could be told apart by whoever knows who joined when. */
const LEAST_TOLD = 10
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
/** The database is asked for sizes at most so often, however many programs look. */
const KEPT_MS = 10_000

/** Of one hub: several of them may live in one process, so nothing is counted in the library's common place. */
export function openMetrics({ pool, streams, version }: Sources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    ...{ name: 'passerelle_requests_total', help: 'Answered requests, by route and class of status', registers },
    labelNames: ['route', 'status'],
  })
  const durations = new Histogram({
    ...{ name: 'passerelle_request_seconds', help: 'Time until an answer began, by route', registers },
    ...{ labelNames: ['route'], buckets: SECONDS },
  })
  const deeds = new Counter({
    ...{ name: 'passerelle_deeds_total', help: 'Deeds, by name and how they ended', registers, labelNames: ['deed', 'outcome'] },
  })
  const letters = new Counter({
    ...{ name: 'passerelle_letters_total', help: 'Letters, by whether the mail server took them', registers, labelNames: ['outcome'] },
  })
  new Gauge({
    ...{ name: 'passerelle_info', help: 'Always 1; its label is the version', registers, labelNames: ['version'] },
    collect() {
      this.set({ version }, 1)
    },
  })
  new Gauge({
    ...{ name: 'passerelle_streams', help: 'Open event streams of this process', registers },
    collect() {
      this.set(streams())
    },
  })
  new Gauge({
    ...{ name: 'passerelle_pool_connections', help: 'Connections to the database of this process', registers, labelNames: ['state'] },
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'wanted' }, pool.waitingCount)
    },
  })
  gaugesOfDatabase(pool, registry)
  return {
    request(template, status, seconds) {
      requests.inc({ route: template, status: `${Math.floor(status / 100)}xx` })
      durations.observe({ route: template }, seconds)
    },
    deed: (name, outcome) => deeds.inc({ deed: name, outcome }),
    letter: (outcome) => letters.inc({ outcome }),
    told: () => registry.metrics(),
    type: registry.contentType,
    stop: () => registry.clear(),
  }
}

type Sizes = { readonly bytes: number; readonly accounts: number; readonly waiting: number; readonly failed: number; readonly late: number }

/** One question for all of them. What the database does not say now is left out, and `passerelle_database_up` is 0. */
function gaugesOfDatabase(pool: pg.Pool, registry: Registry): void {
  let kept: { readonly at: number; readonly sizes: Promise<Sizes | null> } | null = null
  const sizes = (): Promise<Sizes | null> => {
    if (kept === null || performance.now() - kept.at > KEPT_MS) kept = { at: performance.now(), sizes: sizesIn(pool) }
    return kept.sizes
  }
  const gauge = (name: string, help: string, valueIn: (sizes: Sizes | null) => number | null) =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        const value = valueIn(await sizes())
        if (value === null) this.remove()
        else this.set(value)
      },
    })
  gauge('passerelle_database_up', '1 where the database answers', (found) => (found === null ? 0 : 1))
  gauge('passerelle_database_bytes', 'Size of the database', (found) => found?.bytes ?? null)
  gauge('passerelle_accounts', `Accounts; left out while there are fewer than ${LEAST_TOLD}`, (found) =>
    found === null || found.accounts < LEAST_TOLD ? null : found.accounts,
  )
  gauge('passerelle_jobs_waiting', 'Jobs that wait', (found) => found?.waiting ?? null)
  gauge('passerelle_jobs_failed', 'Jobs that were given up and are still kept', (found) => found?.failed ?? null)
  gauge('passerelle_jobs_late_seconds', 'How long the job has waited that has waited longest', (found) => found?.late ?? null)
}

async function sizesIn(pool: pg.Pool): Promise<Sizes | null> {
  try {
    const { rows } = await pool.query<Sizes>(
      `select pg_database_size(current_database())::float8 as bytes, (select count(*) from account)::int as accounts,
         count(*) filter (where state in ('created', 'retry'))::int as waiting,
         count(*) filter (where state = 'failed')::int as failed,
         coalesce(max(extract(epoch from now() - start_after)) filter (where state in ('created', 'retry') and start_after < now()), 0)::float8 as late
       from pgboss.job where name not like '\\_\\_pgboss%'`,
    )
    return rows[0] ?? null
  } catch {
    return null
  }
}
