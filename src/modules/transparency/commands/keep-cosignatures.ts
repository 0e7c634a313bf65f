import {
  checkCheckpoint,
  consistencyProof,
  readCheckpoint,
  readNote,
  readWitnessAnswer,
  rootAt,
  signatureLine,
  withSignatures,
  writeAddCheckpoint,
  type Policy,
  type SignatureLine,
} from '#merkle-log'
import type { Runner } from '../../../core/perform.ts'
import type { Db } from '../../../platform/db.ts'
import { FetchFault, type Fetched } from '../../../platform/safe-fetch.ts'
import { lastSigned, readerOf, signedAt, type Signed } from '../queries/tree.ts'
import { verifyEd25519 } from '../../../platform/ed25519.ts'
import { policyHere, withAddress, witnessedBy } from '../queries/witnesses.ts'
import { dayText } from '../rules.ts'
import { sha256 } from '../queries/written.ts'
import type {} from '../tables.ts'

type Doing = Pick<Runner, 'db' | 'outside'>

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

/** A split was found: the hub has shown this witness another log than the one that is here. */
export type Heard = { readonly witness: string; readonly outcome: 'kept' | 'away' | 'refused' | 'split' }

/**
 * The newest head goes to each witness with an address, with the proof that it goes on from what that witness has signed. `all`: also to those that, by
 * the database, have signed it: a machine that was set back whole knows of nothing that came after.
 */
export async function askWitnesses(doing: Doing, { all = false }: { readonly all?: boolean } = {}): Promise<readonly Heard[]> {
  const { db, outside } = doing
  const policy = policyHere(outside.signer.log)?.policy
  const last = await lastSigned(db)
  if (policy === undefined || last === null) return []
  const heard: Heard[] = []
  for (const { name, url } of withAddress(policy)) {
    const before = await signedBy(db, last.log, name)
    if (all || before !== last.size) heard.push({ witness: name, outcome: await askOne(doing, { name, url, before, last, policy }) })
  }
  return heard
}

async function signedBy(db: Db, log: number, witness: string): Promise<number> {
  const row = await db
    .selectFrom('log_cosignature')
    .select((eb) => eb.fn.max('size').as('size'))
    .where('log', '=', log)
    .where('witness', '=', witness)
    .executeTakeFirst()
  return row?.size ?? 0
}

type Asking = { readonly name: string; readonly url: string; readonly before: number; readonly last: Signed; readonly policy: Policy }

async function askOne(doing: Doing, asking: Asking): Promise<Heard['outcome']> {
  const { name, before, last, policy } = asking
  try {
    const first = await post(doing, asking, before)
    // It has signed another size than we know of, and says which.
    const known = first.status === 409 ? Number(first.body.toString('utf8').trim()) : null
    if (known !== null && (!Number.isSafeInteger(known) || known > last.size))
      return raiseAlarm(doing, { log: last.log, name, size: last.size, note: '' })
    const answer = known === null ? first : await post(doing, asking, known)
    // With its own size, and a proof from there: what it has signed is another log.
    if (known !== null && (answer.status === 409 || answer.status === 422))
      return raiseAlarm(doing, { log: last.log, name, size: known, note: '' })
    if (answer.status !== 200) return 'refused'
    const lines = readWitnessAnswer(answer.body.toString('utf8')) ?? []
    return (await keepLines(doing.db, { lines, signed: last, policy })) > 0 ? 'kept' : 'refused'
  } catch (error) {
    if (error instanceof FetchFault) return 'away'
    throw error
  }
}

async function post({ db, outside }: Doing, { url, last }: Asking, old: number): Promise<Fetched> {
  const proof = await consistencyProof(old, last.size, readerOf(db, last).tile, sha256)
  const body = writeAddCheckpoint({ old, proof, note: last.note })
  return outside.network.fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
    mostBytes: 16 * 1024,
    post: { type: 'text/plain; charset=utf-8', body },
  })
}

type Lines = { readonly lines: readonly SignatureLine[]; readonly signed: Signed; readonly policy: Policy }

/** Those that hold, one for each witness: the first that came stays. */
async function keepLines(db: Db, { lines, signed, policy }: Lines): Promise<number> {
  let kept = 0
  for (const line of lines) {
    const note = withSignatures(signed.note, [line])
    const [witnessed] = note === null ? [] : await witnessedBy(note, policy)
    if (witnessed === undefined) continue
    await db
      .insertInto('log_cosignature')
      .values({
        log: signed.log,
        size: signed.size,
        witness: witnessed.name,
        line: signatureLine(line),
        signed_at: new Date(witnessed.time * 1000),
      })
      .onConflict((oc) => oc.doNothing())
      .execute()
    kept += 1
  }
  return kept
}

async function raiseAlarm(
  { db, outside }: Doing,
  { log, name, size, note }: { readonly log: number; readonly name: string; readonly size: number; readonly note: string },
) {
  const { numInsertedOrUpdatedRows: fresh = 0n } = await db
    .insertInto('log_alarm')
    .values({ log, witness: name, size, note, seen_on: dayText(outside.now()) })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  // Said once: it is asked again every minute.
  return fresh > 0n ? ('split' as const) : ('refused' as const)
}

/**
 * A head with the signatures of witnesses, sent in by one that asks by itself. Only those that whoever runs the hub named count. One that holds over
 * another head than ours of that size, which bears our own signature too, is the proof of two logs, and is kept as such.
 */
export async function takeCosignature(doing: Doing, note: string): Promise<'kept' | 'split' | 'refused' | 'unknown'> {
  const { db, outside } = doing
  const policy = policyHere(outside.signer.log)?.policy
  const sent = readCheckpoint(note)
  if (policy === undefined || sent === null) return 'unknown'
  const { size } = sent.checkpoint
  const log = outside.signer.log.number()
  const last = await lastSigned(db, log)
  const ours = await signedAt(db, log, size)
  if (ours !== null && readNote(ours.note)?.text === sent.note.text)
    return (await keepLines(db, { lines: sent.note.signatures, signed: ours, policy })) > 0 ? 'kept' : 'unknown'
  // A head of before the log was brought back is not here any more, and fits all the same.
  if (last !== null && size <= last.size && sameBytes(await rootAt(size, readerOf(db, last).tile, sha256), sent.checkpoint.root))
    return 'unknown'
  const { checkpoint, witnessed } = await checkCheckpoint(note, policy, verifyEd25519)
  const [witness] = witnessed
  if (checkpoint === null || witness === undefined) return 'unknown'
  return raiseAlarm(doing, { log, name: witness.name, size: checkpoint.size, note })
}
