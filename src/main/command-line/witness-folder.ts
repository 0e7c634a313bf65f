import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { isKeyName, type Signer } from '#merkle-log'
import { writeWhole } from '../../platform/written-whole.ts'
import { codeOf, HubFault, WrongUse } from './faults.ts'

const FOR_NOBODY_ELSE = 0o600

/** `note`: the checkpoint as it was signed, with the witness's own signature. `root`: base64. */
const lastShape = z.strictObject({ size: z.int().nonnegative(), root: z.string(), note: z.string(), signedAt: z.string() })
/** Two signed checkpoints that cannot be of one log. They stay until somebody takes them out of the file by hand. */
const alarmShape = z.strictObject({
  origin: z.string(),
  at: z.string(),
  kind: z.enum(['split', 'rewritten']),
  signed: z.string(),
  shown: z.string(),
})
const stateShape = z.strictObject({
  form: z.literal('passerelle-witness/1'),
  name: z.string(),
  logs: z.record(z.string(), lastShape),
  alarms: z.array(alarmShape),
})
export type WitnessState = z.infer<typeof stateShape>
export type Alarm = z.infer<typeof alarmShape>

const STATE = 'witness.json'
const KEY = 'witness.pem'
const LOCK = 'witness.lock'

/** What a witness keeps: its key, and what it has signed. One process at a time has it. */
export type WitnessFolder = {
  readonly state: WitnessState
  readonly signer: Signer
  /** On the disk when it returns. */
  write(state: WitnessState): void
  leave(): void
}

type Opening = { readonly name: string | null; readonly seed: () => Uint8Array }

export function openWitnessFolder(given: string, { name, seed }: Opening): WitnessFolder {
  const folder = resolve(given)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const leave = locked(folder)
  try {
    const first = !existsSync(join(folder, STATE)) && !existsSync(join(folder, KEY))
    if (first) begin(folder, name, seed)
    const state = readState(folder)
    if (name !== null && name !== state.name)
      throw new HubFault(
        `This witness is called ${state.name}, not ${name}: its name is part of its key. Another name needs another folder.`,
      )
    const secret = readKey(folder)
    const publicKey = new Uint8Array(createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32))
    const signer = { name: state.name, publicKey, sign: async (message: Uint8Array) => sign(null, message, secret) }
    return { state, signer, write: (next) => writeState(folder, next), leave }
  } catch (error) {
    leave()
    throw error
  }
}

/** PKCS #8 of an Ed25519 key is this and its 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

function begin(folder: string, name: string | null, seed: () => Uint8Array): void {
  if (name === null) throw new WrongUse('A new witness needs a name: --name university.example/witness.')
  if (!isKeyName(name)) throw new WrongUse('--name has spaces or plus signs, which the name of a key must not have.')
  // The state first: a key without it is a witness that has forgotten what it signed, and does not start.
  writeState(folder, { form: 'passerelle-witness/1', name, logs: {}, alarms: [] })
  const made = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed()]), format: 'der', type: 'pkcs8' })
  writeWhole(folder, KEY, made.export({ format: 'pem', type: 'pkcs8' }).toString(), FOR_NOBODY_ELSE)
}

function readState(folder: string): WitnessState {
  const file = join(folder, STATE)
  if (!existsSync(file))
    throw new HubFault(
      `${file} is gone, so this witness does not know what it has signed, and could sign a rewritten past. Make a new one: another folder, another name.`,
    )
  try {
    return stateShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new HubFault(`${file} is not what this witness wrote. Nothing is signed until it is put back as it was last.`)
  }
}

function readKey(folder: string): KeyObject {
  const file = join(folder, KEY)
  try {
    return createPrivateKey(readFileSync(file, 'utf8'))
  } catch {
    throw new HubFault(`The key of the witness cannot be read: ${file}. Put it back from its copy.`)
  }
}

const writeState = (folder: string, state: WitnessState): void =>
  writeWhole(folder, STATE, `${JSON.stringify(state, null, 2)}\n`, FOR_NOBODY_ELSE)

/** Folders that this process holds: in a container every process has the same number. */
const held = new Set<string>()

/** Two processes with one state could each sign another continuation. */
function locked(folder: string): () => void {
  const file = join(folder, LOCK)
  const taken = `Another witness works on ${folder}. If none does, delete ${file}.`
  if (held.has(folder)) throw new HubFault(taken)
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw new HubFault(`${file} cannot be written (${codeOf(error)}).`)
      if (tries > 0 || isAlive(Number(readFileSync(file, 'utf8')))) throw new HubFault(taken)
      rmSync(file, { force: true })
    }
  }
  held.add(folder)
  return () => {
    held.delete(folder)
    rmSync(file, { force: true })
  }
}

function isAlive(pid: number): boolean {
  // What holds the number of this process was another one, which has ended.
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
