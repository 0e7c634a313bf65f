import { keyDigest, slotCommitment, slotProof, type SlotProof } from '#hidden-ballot'
import { z } from 'zod'
import { query, type Asked } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { keeping } from '../../../platform/keeping.ts'
import { holdsAccount } from '../policy.ts'
import { no } from '../refusals.ts'
import { dayIn, inTens } from '../rules.ts'
import {
  countAsked,
  deviceMarks,
  issuanceRow,
  issuancesIn,
  placeOf,
  slotOf,
  slotsOf,
  slotTags,
  votingOver,
  type IssuanceRow,
} from './issuances.ts'
import { b64, electorateOf, issuance } from './shapes.ts'

type Shown = z.infer<typeof issuance>
type Asking = Pick<Asked<unknown>, 'actor' | 'now' | 'outside'>

export const hostOf = (url: string): string => new URL(url).host
export const digestOf = (key: Uint8Array): string => keyDigest(b64(key))

/** Null: the account has no slot in it, or its votes are over. */
async function shownTo(
  db: Reader,
  row: IssuanceRow,
  { places, actor, now, outside }: Asking & { readonly places: readonly HiddenVoices[] },
) {
  const found = actor.account === null ? null : await placeOf(places, db, row.dialogue_id)
  if (found === null || votingOver(row, found.place, now)) return null
  const slot = await slotOf(db, row.dialogue_id, { tags: slotTags(outside.keys, row.dialogue_id, actor.account ?? ''), lock: false })
  if (slot === null) return null
  const shown: Shown = {
    id: row.dialogue_id,
    electorate: electorateOf(row, hostOf(outside.signer.hub)),
    key: digestOf(row.key),
    title: (await found.voices.titleOf(db, row.dialogue_id, actor.locale)).text,
    box: outside.ballots ?? outside.signer.hub,
    opens: row.opened_on,
    closes: row.closes_on,
    votingOpens: row.votes_from,
    votingCloses: dayIn(found.place.closesAt),
    asked: slot.asked !== null,
  }
  return shown
}

/** Those on whose roll the account is, and whose votes are not over. */
export async function issuancesFor(places: readonly HiddenVoices[], db: Reader, asking: Asking): Promise<readonly Shown[]> {
  if (asking.actor.account === null) return []
  const shown: Shown[] = []
  for (const row of await issuancesIn(db, ['running', 'ended'])) {
    const one = await shownTo(db, row, { ...asking, places })
    if (one !== null) shown.push(one)
  }
  return shown
}

export const listIssuances = (places: readonly HiddenVoices[]) =>
  query({
    name: 'credentials.issuances',
    summary: 'The dialogues with hidden participation for which this account has a slot: its client asks for a credential of each',
    route: 'GET /credentials/issuances',
    input: z.object({}),
    output: z.object({
      marks: z
        .array(z.string())
        .describe('Of the account, for the names of what its client keeps on a device; the first is the one in use'),
      issuances: z.array(issuance),
    }),
    async read(db, asked) {
      demand(holdsAccount(asked.actor))
      const marks = deviceMarks(asked.outside.keys, asked.actor.account ?? '')
      return { marks: [...marks], issuances: [...(await issuancesFor(places, db, asked))] }
    },
  })

export const readIssuance = (places: readonly HiddenVoices[]) =>
  query({
    name: 'credentials.issuance',
    summary: 'One of them',
    route: 'GET /credentials/issuances/{issuance}',
    input: z.object({ issuance: z.uuid() }),
    output: issuance,
    async read(db, { input, ...asking }) {
      demand(holdsAccount(asking.actor))
      const row = await issuanceRow(db, input.issuance)
      return (row === null ? null : await shownTo(db, row, { ...asking, places })) ?? refuse(no('credential.missing'))
    },
  })

const publicState = z.object({
  state: z.enum(['running', 'ended', 'lapsed']),
  electorate: issuance.shape.electorate,
  least: z.number().int().describe('Nothing opens below so many credentials'),
  asked: z.number().int().nullable().describe('So many or more, in tens, while asking goes on; exact after its end. Null: fewer than ten'),
  roll: z.number().int().nullable().describe('How many accounts may take part; told at the end'),
  opens: z.iso.date(),
  closes: z.iso.date(),
  votingOpens: z.iso.date(),
  commitment: z
    .object({
      issued: z.object({ size: z.number().int(), root: z.string() }),
      empty: z.object({ size: z.number().int(), root: z.string() }),
    })
    .nullable()
    .describe('Of the slots that were used and of those that were not, after the end'),
})
export type PublicState = z.infer<typeof publicState>

export async function stateOf(db: Reader, id: string, name: string): Promise<PublicState | null> {
  const row = await issuanceRow(db, id)
  if (row === null) return null
  const { issued, issued_root: used, empty_root: empty } = row
  const ended = issued !== null && used !== null && empty !== null
  return {
    state: row.state,
    electorate: electorateOf(row, name),
    least: row.least,
    asked: issued ?? inTens(await countAsked(db, id)),
    roll: ended ? row.roll : null,
    opens: row.opened_on,
    closes: row.closes_on,
    votingOpens: row.votes_from,
    commitment: ended ? { issued: { size: issued, root: used }, empty: { size: row.roll - issued, root: empty } } : null,
  }
}

export const readState = query({
  name: 'credentials.state',
  summary: 'How the giving of credentials for a dialogue stands, as everybody may know it',
  route: 'GET /credentials/dialogues/{dialogue}',
  input: z.object({ dialogue: z.string().describe('Id of the dialogue') }),
  output: publicState,
  read: async (db, { input, outside }) =>
    (await stateOf(db, input.dialogue, hostOf(outside.signer.hub))) ?? refuse(no('credential.missing')),
})

export type Commitments = { readonly issued: readonly string[]; readonly empty: readonly string[] }

const kept = keeping<string, Commitments>({ ms: 600_000, most: 8 })

/** Nothing changes in them after the end. */
export function commitmentsOf(db: Reader, id: string, now: Date): Promise<Commitments> {
  return kept.get(id, now.getTime(), () => madeOf(db, id))
}

export async function madeOf(db: Reader, id: string): Promise<Commitments> {
  const slots = await slotsOf(db, id)
  const of = (used: boolean) =>
    slots.flatMap(({ asked, salt }) => ((asked !== null) === used ? [slotCommitment(used ? 'issued' : 'empty', salt)] : [])).toSorted()
  return { issued: of(true), empty: of(false) }
}

export const readSlot = query({
  name: 'credentials.slot',
  summary: 'Whether the slot of this account was used, with a proof against the published roots; after the end of asking',
  route: 'GET /credentials/issuances/{issuance}/slot',
  input: z.object({ issuance: z.uuid() }),
  output: z.custom<SlotProof>((value) => typeof value === 'object'),
  async read(db, { input, actor, now, outside }) {
    demand(holdsAccount(actor))
    const row = await issuanceRow(db, input.issuance)
    if (row === null) return refuse(no('credential.missing'))
    const slot = await slotOf(db, row.dialogue_id, { tags: slotTags(outside.keys, row.dialogue_id, actor.account ?? ''), lock: false })
    if (slot === null) return refuse(no('credential.not-on-roll'))
    if (row.state !== 'ended') return refuse(no('credential.not-ended'))
    const state = slot.asked === null ? 'empty' : 'issued'
    return slotProof((await commitmentsOf(db, row.dialogue_id, now))[state], state, slot.salt) ?? refuse(no('credential.missing'))
  },
})

export const readSlots = query({
  name: 'credentials.slots',
  summary: 'The commitments of all slots, used and not used, from which the published roots are made; after the end of asking',
  route: 'GET /credentials/issuances/{issuance}/slots',
  input: z.object({ issuance: z.uuid() }),
  output: z.object({ form: z.literal('passerelle-slots/1'), empty: z.array(z.string()), issued: z.array(z.string()) }),
  async read(db, { input, now }) {
    const row = await issuanceRow(db, input.issuance)
    if (row === null) return refuse(no('credential.missing'))
    if (row.state !== 'ended') return refuse(no('credential.not-ended'))
    const { issued, empty } = await commitmentsOf(db, row.dialogue_id, now)
    return { empty: [...empty], form: 'passerelle-slots/1' as const, issued: [...issued] }
  },
})
