import {
  considerCheckpoint,
  COSIGNATURE,
  keyOf,
  readAddCheckpoint,
  readCheckpoint,
  readNote,
  readSignatures,
  vkeyOf,
  witnessAnswer,
  writeNote,
  type AddCheckpoint,
  type Key,
  type Tree,
} from '#merkle-log'
import { base64Of, bytesOfBase64 } from '#base'
import { nodeSha256, verifyEd25519 } from '../../platform/ed25519.ts'
import type { Alarm, WitnessFolder, WitnessState } from './witness-folder.ts'

/** `type`: of the body, where the specification names one. */
export type WitnessReply = { readonly status: number; readonly body: string; readonly type: string }

export type Witness = {
  readonly vkey: string
  /** Answers `POST /add-checkpoint`. One after another: what is checked is what is written. */
  addCheckpoint(body: string): Promise<WitnessReply>
  /** The same for what the witness has fetched itself. */
  add(asked: AddCheckpoint | null): Promise<WitnessReply>
  last(origin: string): (Tree & { readonly note: string }) | null
  alarm(kind: Alarm['kind'], origin: string, shown: string): void
  alarms(): readonly Alarm[]
  page(): string
}

type Working = {
  readonly folder: WitnessFolder
  readonly logs: readonly Key[]
  readonly now: () => Date
  readonly tell: (line: string) => void
}

const TEXT = 'text/plain; charset=utf-8'
const SIZE = 'text/x.tlog.size'
const MOST_ALARMS = 20

export function openWitness({ folder, logs, now, tell }: Working): Witness {
  let { state } = folder
  const keep = (next: WitnessState): void => {
    folder.write(next)
    state = next
  }
  const last = (origin: string) => lastIn(state, origin)
  const alarm = (kind: Alarm['kind'], origin: string, shown: string): void => {
    const signed = last(origin)?.note ?? ''
    const told = state.alarms.filter((one) => one.origin === origin)
    // One pair of checkpoints proves it; whoever holds the key could make more without end.
    if (told.length >= MOST_ALARMS || told.some((one) => one.shown === shown)) return
    keep({ ...state, alarms: [...state.alarms, { origin, at: now().toISOString(), kind, signed, shown }] })
    tell(`ALARM  ${ALARMS[kind](origin)} Both checkpoints are in witness.json: keep them, and tell others.`)
  }
  async function add(asked: AddCheckpoint | null): Promise<WitnessReply> {
    const answer = await considerCheckpoint(asked, { logs, last, verify: verifyEd25519, sha256: nodeSha256 })
    if (!answer.ok) {
      if (answer.split && asked !== null) alarm('split', readCheckpoint(asked.note)?.checkpoint.origin ?? '', asked.note)
      return refused(answer.status, answer.size)
    }
    const at = now()
    const line = await witnessAnswer(answer, Math.floor(at.getTime() / 1000), folder.signer)
    const { origin, size, root } = answer.checkpoint
    // Only what is known to be right is kept: anybody may have added lines to the checkpoint.
    const own =
      readNote(asked?.note ?? '')?.signatures.filter((one) => logs.some(({ name, id }) => name === one.name && id === one.key)) ?? []
    const note = writeNote({ text: answer.text, signatures: [...own, ...(readSignatures(line) ?? [])] })
    const known = last(origin)
    // Written before it is given out: a signature that is out binds the witness.
    keep({ ...state, logs: { ...state.logs, [origin]: { size, root: base64Of(root), note, signedAt: at.toISOString() } } })
    if (known?.size !== size) tell(`signed  ${origin}: ${size} entries`)
    return { status: 200, body: line, type: TEXT }
  }
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = (asked: AddCheckpoint | null): Promise<WitnessReply> => {
    const mine = before.then(async () => add(asked))
    before = mine.catch(() => undefined)
    return mine
  }
  const vkey = vkeyOf(keyOf(folder.signer.name, COSIGNATURE, folder.signer.publicKey))
  const page = (): string => pageOf(state, vkey, logs)
  return {
    vkey,
    add: inTurn,
    addCheckpoint: async (body) => inTurn(readAddCheckpoint(body)),
    last,
    alarm,
    alarms: () => state.alarms,
    page,
  }
}

const ALARMS: Readonly<Record<Alarm['kind'], (origin: string) => string>> = {
  split: (origin) => `${origin} shows two logs of one size, both signed with its key.`,
  rewritten: (origin) => `${origin} has rewritten its past: what it shows does not begin with what this witness signed.`,
}

function lastIn({ logs }: WitnessState, origin: string): (Tree & { readonly note: string }) | null {
  const held = Object.hasOwn(logs, origin) ? logs[origin] : undefined
  const root = held === undefined ? null : bytesOfBase64(held.root)
  return held === undefined || root === null ? null : { size: held.size, root, note: held.note }
}

const REFUSED: Readonly<Record<number, string>> = {
  400: 'This is no request to sign a checkpoint, or its sizes cannot be right.',
  403: 'The checkpoint is not signed with a key that this witness knows.',
  404: 'This witness does not watch that log.',
  422: 'The proof does not show that this checkpoint continues what was signed last.',
}

function refused(status: number, size: number | null): WitnessReply {
  if (size !== null) return { status, body: `${size}\n`, type: SIZE }
  return { status, body: `${REFUSED[status] ?? 'Refused.'}\n`, type: TEXT }
}

/** What whoever comes by reads. */
function pageOf({ name, logs, alarms }: WitnessState, vkey: string, watched: readonly Key[]): string {
  const origins = [...new Set(watched.map((key) => key.name))]
  const lines = origins.map((origin) => {
    const held = Object.hasOwn(logs, origin) ? logs[origin] : undefined
    return held === undefined
      ? `${origin}: nothing signed yet.`
      : `${origin}: ${held.size} entries, signed at ${held.signedAt}.\n\n${held.note}`
  })
  const told = alarms.map(({ kind, origin, at, signed, shown }) => `ALARM of ${at}: ${ALARMS[kind](origin)}\n\n${signed}\n${shown}`)
  return [
    `${name} is a witness: it signs checkpoints of public logs, and none that does not continue the one before.`,
    `Its key: ${vkey}`,
    ...lines,
    ...(told.length === 0 ? ['No alarm.'] : told),
  ]
    .join('\n')
    .concat('\n')
}
