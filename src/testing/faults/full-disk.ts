import { execFile } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openNotes, timeUntil, until, type Findings } from './findings.ts'
import type { HubProcess } from './hub-process.ts'
import type { Stage } from './stage.ts'

const run = promisify(execFile)

/** A disk of so many megabytes, in memory. Null where this machine lets nobody make one: that takes root. */
export async function smallDisk(folder: string, megabytes: number): Promise<{ readonly folder: string; leave(): Promise<void> } | null> {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'passerelle-faults', folder])
  } catch {
    return null
  }
  return { folder, leave: async () => void (await run('umount', ['-l', folder])) }
}

export const NO_SMALL_DISK = 'A disk of its own can be made by root alone, on Linux; a full one was not tried here.'

const MEGABYTE = Buffer.alloc(2 ** 20)

const freeMb = (disk: string): number => {
  const { bavail, bsize } = statfsSync(disk)
  return Math.floor((bavail * bsize) / 2 ** 20)
}

/** Writes until so many megabytes are left; with 0, until nothing fits any more. */
function fill(file: string, leave: number): void {
  const end = openSync(file, 'a')
  try {
    while (leave === 0 || freeMb(file) > leave) writeSync(end, MEGABYTE)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(end)
  }
}

const SOME_MB = 40
const SEEN_LIMIT_MS = 15_000
const BACK_LIMIT_MS = 30_000
/** In French, as who does it: the hub says "no room" in the reader's language. */
const NO_ROOM = 'plus de place pour rien de nouveau'

/** The disk of the data folder is filled to its last byte, by whatever else writes there; then room is made. */
export async function tryFullDisk({
  hub,
  stage,
  disk,
  deeds,
}: {
  hub: HubProcess
  stage: Stage
  disk: string
  deeds: number
}): Promise<Findings> {
  const notes = openNotes()
  const [session = ''] = stage.people
  const cookie = `session=${session}`
  const dialogue = `/dialogues/${stage.dialogue.slug}`
  const vote = async () => {
    const init = { method: 'PUT', headers: { cookie, 'content-type': 'application/json' }, body: '{"choice":"pass"}' }
    const answer = await fetch(`${hub.url}/api${dialogue}/statements/1/vote`, init)
    return { status: answer.status, words: await answer.text() }
  }
  const page = async (path: string) => fetch(`${hub.url}${path}`, { headers: { cookie } })
  await fetch(`${hub.url}/api${dialogue}/participation`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{}',
  })
  notes.expect((await vote()).status === 200, 'with room, a vote is not taken')
  const file = join(disk, 'something-else')
  // There is room for some deeds yet, but the database server needs it, or it stops.
  fill(file, SOME_MB)
  const seenMs = await timeUntil(notes, 'the hub saw that its disk is full', SEEN_LIMIT_MS, async () => (await vote()).status === 503)
  fill(file, 0)
  const leftMb = freeMb(disk)
  const answers = await Promise.all(Array.from({ length: deeds }, vote))
  const statuses = new Set(answers.map(({ status }) => status))
  notes.expect([...statuses].join() === '503', `on a full disk, votes are answered ${[...statuses].join()}`)
  notes.expect(
    answers.every(({ words }) => words.includes('unavailable.full')),
    'on a full disk, the API does not say why',
  )
  for (const path of ['/fr', `/fr${dialogue}`, '/fr/dialogues', '/healthz']) {
    const { status } = await page(path)
    notes.expect(status === 200, `on a full disk, ${path} answers ${status}: ${hub.said().slice(-600)}`)
  }
  const headers = { cookie, origin: hub.url.replace('127.0.0.1', 'localhost'), 'content-type': 'application/x-www-form-urlencoded' }
  const form = await fetch(`${hub.url}/fr${dialogue}/statements`, {
    method: 'POST',
    headers,
    body: 'language=fr&text=Des+mots+qui+restent',
  })
  const words = await form.text()
  notes.expect(form.status === 503 && words.includes(NO_ROOM), `on a full disk, a form is answered ${form.status}`)
  notes.expect(words.includes('Des mots qui restent'), 'on a full disk, what was written is lost')
  notes.expect(await until(() => hub.said().includes('is nearly full'), SEEN_LIMIT_MS), 'the log does not say that the disk is full')
  const serverSaid = readFileSync(join(disk, 'data', 'postgres.log'), 'utf8')
  notes.expect(!serverSaid.includes('PANIC'), `the database server stopped for want of room: ${/.*PANIC.*/.exec(serverSaid)?.[0]}`)
  rmSync(file)
  const backMs = await timeUntil(notes, 'deeds were taken again', BACK_LIMIT_MS, async () => (await vote()).status === 200)
  notes.expect(!hub.said().includes('fault of the hub'), 'the log calls a full disk a fault of the hub')
  return {
    fault: 'disk full',
    tried: 'the disk of the data folder filled to its last byte, and emptied',
    wrong: notes.wrong,
    figures: { leftMb, seenMs, backMs },
  }
}
