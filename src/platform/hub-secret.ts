import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keysFrom } from './keys.ts'
import { madeOnce } from './made-once.ts'

/** The secret in use, and those before it that are not forgotten yet, newest first. 32 bytes each. */
export type HubSecrets = { readonly current: Buffer; readonly before: readonly Buffer[] }

type Given = { readonly secret: string | null; readonly secretsBefore: readonly string[]; readonly dataFolder: string }

/** From the environment, or made once (of `seed`) and kept in the data folder for its owner alone. */
export function readSecrets({ secret, secretsBefore, dataFolder }: Given, seed: () => Buffer): HubSecrets {
  if (secret !== null) return { current: bytesOf(secret), before: secretsBefore.map(bytesOf) }
  const { file } = placesIn(dataFolder)
  if (!existsSync(file)) madeOnce(file, `${seed().toString('hex')}\n`)
  chmodSync(file, 0o600)
  const before = [...replaced(dataFolder).map(({ secret: one }) => one), ...secretsBefore]
  return { current: bytesOf(readFileSync(file, 'utf8').trim()), before: before.map(bytesOf) }
}

/** Says whether a secret is this one, to whoever has it, and nothing else. Null where there is no secret yet; none is made. */
export function secretTag({ secret, dataFolder }: Pick<Given, 'secret' | 'dataFolder'>): string | null {
  const { file } = placesIn(dataFolder)
  const held = secret ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : null)
  return held === null ? null : tagOf(held)
}

/** The same of a secret that is at hand. */
export const tagOf = (secret: string): string => keysFrom(bytesOf(secret)).tag('backup', 'secret').toString('hex')

/**
 * A new secret, of 32 bytes of chance. The one that was in use is written among those before it first, so that at no moment a secret
 * that something was sealed with is in neither file.
 */
export function replaceSecret(dataFolder: string, { now, seed }: { readonly now: Date; readonly seed: Buffer }): void {
  const { file } = placesIn(dataFolder)
  const old = { secret: readFileSync(file, 'utf8').trim(), until: now.toISOString() }
  keepReplaced(dataFolder, [old, ...replaced(dataFolder).filter(({ secret }) => secret !== old.secret)])
  writeWhole(file, `${seed.toString('hex')}\n`)
}

/** How many were replaced before this moment. */
export const countReplaced = (dataFolder: string, moment: Date): number =>
  replaced(dataFolder).filter(({ until }) => new Date(until) < moment).length

/** Those that were replaced before this moment are gone for good. Gives how many. */
export function forgetSecrets(dataFolder: string, replacedBefore: Date): number {
  const all = replaced(dataFolder)
  const left = all.filter(({ until }) => new Date(until) >= replacedBefore)
  if (left.length < all.length) keepReplaced(dataFolder, left)
  return all.length - left.length
}

type Replaced = { readonly secret: string; readonly until: string }

/** One to a line, newest first: 64 hexadecimal digits and the moment at which another took its place. */
function replaced(dataFolder: string): readonly Replaced[] {
  const { before } = placesIn(dataFolder)
  if (!existsSync(before)) return []
  return readFileSync(before, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [secret = '', until = ''] = line.split(' ')
      return { secret, until }
    })
}

function keepReplaced(dataFolder: string, all: readonly Replaced[]): void {
  const { before } = placesIn(dataFolder)
  if (all.length === 0) rmSync(before, { force: true })
  else writeWhole(before, all.map(({ secret, until }) => `${secret} ${until}\n`).join(''))
}

/** Written beside and put in its place: a machine that stops half way leaves the old file or the new one. */
function writeWhole(file: string, text: string): void {
  const part = `${file}.part`
  writeFileSync(part, text, { mode: 0o600, flush: true })
  renameSync(part, file)
}

function placesIn(dataFolder: string) {
  const folder = join(dataFolder, 'keys')
  return { folder, file: join(folder, 'hub.key'), before: join(folder, 'hub-before.key') }
}

const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex')
