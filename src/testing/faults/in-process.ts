import { Writable } from 'node:stream'
import { openFromConfig, type OpenedHub } from '../../main/open.ts'
import { readConfig } from '../../platform/config.ts'
import { openLog } from '../../platform/log.ts'
import { environmentOf } from './hub-process.ts'
import { openPassage, type Passage } from './passage.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'
import { setStage, type Stage } from './stage.ts'

export type Database = { readonly host: string; readonly port: number; readonly user: string; readonly database: string }

/** A hub in this process, as it is opened from its configuration, with a way to its database that can be cut and a mail server that can go away. */
export type Reached = {
  readonly hub: OpenedHub
  readonly stage: Stage
  readonly passage: Passage
  readonly office: PostOffice
  /** What it wrote into its log. */
  logged(): string
  get(path: string, session?: string): Promise<Response>
  /** As the first of its people, or as who is named by a session. */
  api(
    method: string,
    path: string,
    json: unknown,
    as?: string,
  ): Promise<{ status: number; body: Readonly<Record<string, unknown>>; headers: Headers }>
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Response>
  close(): Promise<void>
}

export async function reachHub(database: Database, folder: string): Promise<Reached> {
  const { host, port, user } = database
  const passage = await openPassage(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port })
  const office = await openPostOffice()
  const databaseUrl = `postgres://${user}@127.0.0.1:${passage.port}/${database.database}`
  const lines: string[] = []
  const kept = new Writable({
    write(piece, _encoding, done) {
      lines.push(String(piece))
      done()
    },
  })
  const log = openLog('warn', kept)
  const config = readConfig({ ...environmentOf({ folder, port: 3000, smtp: office.url, databaseUrl }), LOG_LEVEL: 'warn' })
  const hub = await openFromConfig(config, { beside: false, log })
  const stage = await setStage(hub, 2)
  const [session = ''] = stage.people
  const ask = (path: string, init: RequestInit, as: string | undefined) => {
    const headers = new Headers(init.headers)
    if (as !== undefined) headers.set('cookie', `session=${as}`)
    return Promise.resolve(hub.app.request(`${config.publicUrl}${path}`, { ...init, headers }))
  }
  return {
    ...{ hub, stage, passage, office },
    logged: () => lines.join(''),
    get: (path, as) => ask(path, {}, as),
    async api(method, path, json, as = session) {
      const init = { method, body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
      const answer = await ask(`/api${path}`, init, as)
      return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>>, headers: answer.headers }
    },
    form: (path, fields) =>
      ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: config.publicUrl } }, session),
    async close() {
      await hub.close()
      await passage.close()
      await office.shut()
    },
  }
}
