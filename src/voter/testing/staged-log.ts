import { generateKeyPairSync, sign } from 'node:crypto'
import { jcs } from '#base'
import {
  bundlePath,
  cosign,
  COSIGNATURE,
  ED25519,
  keyOf,
  logInMemory,
  readNote,
  readPath,
  vkeyOf,
  withSignatures,
  type MemoryLog,
  type Signer,
} from '#merkle-log'
import type { Electorate } from '#hidden-ballot'
import type { Outside } from '../outside.ts'

type Fields = Readonly<Record<string, string>>

export function signerNamed(name: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
  return { name, publicKey: raw, sign: async (message) => new Uint8Array(sign(null, message, privateKey)) }
}

export const lineOf = ({ name, publicKey }: Signer, algorithm: typeof ED25519 | typeof COSIGNATURE): string =>
  vkeyOf(keyOf(name, algorithm, publicKey))

/** A hub's log as the client meets it. Fields that are not readonly are where a test lies. */
export type StagedLog = {
  readonly fetch: Outside['fetch']
  readonly log: MemoryLog
  readonly listed: { index: number; kind: string; day: string; entry: string }[]
  /** What the hub says of it. */
  readonly told: { key: string | null; witnesses: { name: string; key: string }[]; standsSince: string | null; earlier: number }
  /** Who cosigns. */
  witnesses: readonly Signer[]
  /** Instead of an answer to paths that begin so. */
  readonly instead: Map<string, () => Response | null>
  add(...entries: readonly Fields[]): Promise<void>
}

/** `folder`: where its files lie under /log/. */
export function stagedLog(signer: Signer, folder = ''): StagedLog {
  const log = logInMemory(signer)
  const staged: StagedLog = {
    fetch: answer,
    log,
    listed: [],
    told: { key: lineOf(signer, ED25519), witnesses: [], standsSince: null, earlier: 0 },
    witnesses: [],
    instead: new Map(),
    async add(...entries) {
      const texts = entries.map((fields) => jcs({ ...fields, day: '2026-12-01', event: 'x' }))
      for (const [at, entry] of texts.entries())
        if (entries[at]?.['t'] === 'issuer.key')
          staged.listed.push({ index: staged.told.earlier + log.size + at, kind: 'issuer.key', day: '2026-12-01', entry })
      await log.add(texts.map((text) => new TextEncoder().encode(text)))
    },
  }

  async function answer(path: string): Promise<Response> {
    for (const [head, make] of staged.instead) {
      const made = path.startsWith(head) ? make() : null
      if (path.startsWith(head) && made === null) throw new TypeError('fetch failed')
      if (made !== null) return made
    }
    if (path === '/api/log') return Response.json(staged.told)
    if (path.startsWith('/api/record?kind=issuer.key&scope=')) return Response.json({ entries: staged.listed, before: null })
    if (path === `/log/${folder}checkpoint`) return new Response(await cosigned(await log.checkpoint(), staged.witnesses))
    const asked = path.startsWith(`/log/${folder}`) ? readPath(path.slice(5 + folder.length)) : null
    if (asked === null) return new Response(null, { status: 404 })
    const { level, index, width } = asked
    const reading = { index, width }
    const bytes = level === null ? log.files.get(bundlePath(reading)) : await log.reader.tile({ level, ...reading })
    return bytes === undefined || bytes === null ? new Response(null, { status: 404 }) : new Response(Uint8Array.from(bytes))
  }
  return staged
}

async function cosigned(note: string, witnesses: readonly Signer[]): Promise<string> {
  const text = readNote(note)?.text ?? ''
  const lines = await Promise.all(witnesses.map(async (witness) => cosign(text, 1_796_000_000, witness)))
  return withSignatures(note, lines) ?? note
}

/** The entry of an electorate, as the hub writes it. */
export const keyEntry = ({ hub, dialogue, class: of, issuers: [first, second] }: Electorate, key = first?.key ?? ''): Fields => ({
  ...{ t: 'issuer.key', hub, dialogue, class: of, key },
  ...(second === undefined ? {} : { other_issuer: second.name, other_key: second.key }),
})
