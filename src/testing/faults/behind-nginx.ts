import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startEmbedded } from '../../platform/embedded-postgres.ts'
import { follow, freePort, startProcess, type Followed, type HubProcess } from '../processes.ts'
import { commit, comeIn, openLedger, takePart, type Doing } from './deeds.ts'
import { median, openNotes, until, type Findings, type Notes } from './findings.ts'
import { environmentOf, isWell } from './hub-process.ts'
import { openPostOffice } from './post-office.ts'
import { openBeside, setStage, type Stage } from './stage.ts'
import { findHalves, findLost } from './whole.ts'

const run = promisify(execFile)

const WEBS = 3
const WORKERS = 2
const PEOPLE = 8
const STREAMS = 30
const TURNS = ['web killed', 'worker killed', 'web ended', 'web killed', 'line cut', 'web killed', 'worker ended', 'web killed'] as const
const BETWEEN_MS = 3_000
const NO_NGINX = 'nginx is not installed and could not be installed (apt, as root); several processes behind it were not tried here.'

/** Three web processes and two workers behind a real nginx, killed and ended in turn in the middle of mixed deeds. */
export async function tryBehindNginx(place: string): Promise<readonly Findings[]> {
  const tried = `${WEBS} web processes and ${WORKERS} workers behind nginx: ${TURNS.length} times one killed (SIGKILL), ended (SIGTERM) or cut off under mixed deeds`
  if (!(await hasNginx())) return [{ fault: 'behind nginx', tried: 'nothing', wrong: [], figures: {}, skipped: NO_NGINX }]
  const notes = openNotes()
  const server = await startEmbedded({ dataFolder: join(place, 'server'), log: () => undefined })
  const { host, port: at, user, database } = server.connection
  const databaseUrl = `postgres://${user}@localhost:${at}/${database}?host=${encodeURIComponent(host)}`
  const office = await openPostOffice()
  const front = await freePort()
  const settings = { folder: join(place, 'data'), port: front, smtp: office.url, databaseUrl }
  const beside = await openBeside(settings)
  const stage = await setStage(beside, PEOPLE)
  const url = `http://127.0.0.1:${front}`
  const environment = { ...environmentOf(settings), PASSERELLE_URL: url, PASSERELLE_TRUSTED_PROXIES: '1' }
  const webs = await Promise.all(Array.from({ length: WEBS }, () => startProcess('web', environment)))
  const workers = await Promise.all(Array.from({ length: WORKERS }, () => startProcess('worker', environment)))
  const nginx = await startNginx(join(place, 'nginx'), front, webs)
  const pages = Array.from({ length: STREAMS }, () => follow(`${url}/en/dialogues/${stage.dialogue.slug}/live`, {}))
  let goesOn = true
  const doing: Doing = { url, ledger: openLedger(), goesOn: () => goesOn }
  const doers = Promise.all([
    ...stage.people.map((session) => takePart(doing, stage, session)),
    ...[commit(doing, stage), comeIn(doing, office)],
  ])
  const backMs: number[] = []
  for (const [n, turn] of TURNS.entries()) {
    await pause(BETWEEN_MS)
    if (turn === 'line cut') await beside.pool.query(CUT)
    else
      backMs.push(
        await strike(turn.startsWith('web') ? webs : workers, n, turn.endsWith('killed') ? 'SIGKILL' : 'SIGTERM', environment, notes),
      )
  }
  await pause(BETWEEN_MS)
  goesOn = false
  await doers
  const heard = await hearTheLast(doing, stage, pages, notes)
  for (const page of pages) page.leave()
  await findHalves(beside.pool, notes, PEOPLE + 1)
  await findLost(doing, stage, beside.pool, notes)
  const { acknowledged, again, faults, refusals } = doing.ledger
  notes.expect(faults.length === 0, `${faults.length} answers were a fault of the hub's, the first: ${faults[0]}`)
  notes.expect(refusals.length === 0, `${refusals.length} deeds were refused, the first: ${refusals[0]}`)
  nginx.kill('SIGTERM')
  for (const one of [...webs, ...workers]) one.kill('SIGTERM')
  await Promise.all([...webs, ...workers].map((one) => one.ended))
  await beside.close()
  await office.shut()
  await server.stop()
  const figures = { acknowledged, sentAgain: again, backMedianMs: median(backMs), streams: STREAMS, lastHeardMs: heard }
  return [{ fault: 'behind nginx', tried, wrong: notes.wrong, figures }]
}

/** Every session of the hub at once, as a restarted server or a firewall does. */
const CUT = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ilike '%pg_notify%'`

/** Ends one and starts it again at the same place. Gives how long until it was open again. */
async function strike(
  all: HubProcess[],
  turn: number,
  signal: 'SIGKILL' | 'SIGTERM',
  environment: Readonly<Record<string, string>>,
  notes: Notes,
): Promise<number> {
  const which = turn % all.length
  const one = all[which]
  if (one === undefined) return 0
  const began = performance.now()
  one.kill(signal)
  const code = await one.ended
  notes.expect(signal === 'SIGKILL' || code === 0, `a ${one.role} that was asked to end ended with ${code}`)
  all[which] = await startProcess(one.role, environment, one.port)
  return Math.round(performance.now() - began)
}

/** One more vote, and how long until every page has heard the number that the database holds. */
async function hearTheLast(doing: Doing, { dialogue }: Stage, pages: readonly Followed[], notes: Notes): Promise<number> {
  const counted = await fetch(`${doing.url}/en/dialogues/${dialogue.slug}/live`)
  const reader = counted.body?.pipeThrough(new TextDecoderStream()).getReader()
  const first = (await reader?.read())?.value ?? ''
  await reader?.cancel()
  const votes = /"votes":(\d+)/.exec(first)?.[1]
  const began = performance.now()
  const last = (page: Followed): string => page.events.findLast(({ event }) => event === 'counts')?.data ?? ''
  const all = await until(() => pages.every((page) => last(page).includes(`"votes":${votes}`)), 15_000)
  notes.expect(all && votes !== undefined, `not every open page heard the last number of votes (${votes})`)
  return Math.round(performance.now() - began)
}

async function hasNginx(): Promise<boolean> {
  const has = () =>
    run('nginx', ['-v'])
      .then(() => true)
      .catch(() => false)
  if (await has()) return true
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'nginx-light']).catch(() => undefined)
  return has()
}

/** As in `docs/operating/growing.md`. */
async function startNginx(folder: string, port: number, webs: readonly HubProcess[]) {
  mkdirSync(folder, { recursive: true })
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${folder}/${name};`)
  const lines = [
    ...['daemon off;', `pid ${folder}/nginx.pid;`, `error_log ${folder}/error.log;`, process.getuid?.() === 0 ? 'user root;' : ''],
    ...['events { worker_connections 4096; }', 'http {', '  access_log off;', ...temporary, '  upstream passerelle {'],
    ...webs.map((web) => `    server 127.0.0.1:${web.port} max_fails=1 fail_timeout=1s;`),
    ...['  }', '  server {', `    listen 127.0.0.1:${port};`, '    location / {', '      proxy_pass http://passerelle;'],
    ...['      proxy_http_version 1.1;', '      proxy_set_header Connection "";', '      proxy_set_header Host $http_host;'],
    ...[
      '      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
      '      proxy_buffering off;',
      '      proxy_connect_timeout 2s;',
    ],
    ...['    }', '  }', '}', ''],
  ]
  writeFileSync(join(folder, 'nginx.conf'), lines.join('\n'))
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const open = await Promise.race([until(() => isWell(`http://127.0.0.1:${port}`), 10_000), ended.then(() => false)])
  if (!open) throw new Error(`nginx did not start; see ${folder}/error.log`)
  return child
}
