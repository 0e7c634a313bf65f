import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { PIECE } from '../../../platform/pieces.ts'
import { issuanceRow, leastHere, placeOf, secondIssuer, slotTags } from '../queries/issuances.ts'
import { digestOf, hostOf } from '../queries/read-issuances.ts'
import { rollOf } from '../queries/roll.ts'
import { bytesOf, b64 } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { CLASS, dayIn, votesFrom } from '../rules.ts'

export const SECRET = 'credential-issuer'

// No route: the hub itself does it when a dialogue with hidden participation is published.
export const openIssuance = (places: readonly HiddenVoices[]) =>
  command({
    name: 'credentials.open-issuance',
    summary: 'Begin to give credentials for a dialogue: its key, and a slot for each account that may take part on this day',
    input: z.object({ dialogue: z.uuid(), key: z.string().describe('SPKI'), secret: z.string().describe('PKCS #8') }),
    output: z.object({ dialogue: z.uuid(), begun: z.boolean() }),
    async facts(tx, { input }) {
      const found = await placeOf(places, tx, input.dialogue)
      const second = await secondIssuer(tx, input.dialogue)
      return { place: found?.place ?? null, before: await issuanceRow(tx, input.dialogue, 'update'), least: await leastHere(tx), second }
    },
    may: ({ actor }) => hubAlone(actor),
    async run(tx, { input, facts, now, outside }) {
      const { place, before, least, second } = facts
      if (place === null) return refuse(no('credential.missing'))
      if (before !== null) return { dialogue: place.id, begun: false }
      const accounts = await rollOf(tx, place.body)
      const closesOn = dayIn(place.credentialsUntil)
      await tx
        .insertInto('credential_issuance')
        .values({
          ...{ dialogue_id: place.id, hub: hostOf(outside.signer.hub), class: CLASS, least, state: 'running' },
          ...{ other_issuer: second === null ? null : JSON.stringify(second), title: null, votes_until: null },
          key: bytesOf(input.key),
          secret_sealed: outside.keys.seal(SECRET, input.secret),
          ...{ roll: accounts.length, opened_on: dayIn(now), closes_on: closesOn, votes_from: votesFrom(closesOn, place.opensAt) },
          ...{ issued: null, issued_root: null, empty_root: null },
        })
        .execute()
      await layOut(tx, { dialogue: place.id, accounts, outside })
      return { dialogue: place.id, begun: true }
    },
    // The key is told before anybody can ask for a signature: a client that finds another one in the log asks for none.
    tell({ input: { dialogue, key }, facts: { place, least, second }, result, now, outside }) {
      if (!result.begun || place === null) return []
      const closes = dayIn(place.credentialsUntil)
      return [
        {
          kind: 'credentials.issuer-key.published',
          scope: dialogue,
          subject: dialogue,
          data: {
            ...{ hub: hostOf(outside.signer.hub), class: CLASS, key: b64(bytesOf(key)), digest: digestOf(bytesOf(key)), least },
            ...{ opens: dayIn(now), closes, votingOpens: votesFrom(closes, place.opensAt) },
            ...(second === null ? {} : { otherName: second.name, otherKey: second.key }),
          },
          visibility: 'public' as const,
        },
      ]
    },
  })

type Roll = { readonly dialogue: string; readonly accounts: readonly string[]; readonly outside: Pick<Outside, 'keys' | 'token'> }

/** By their tags, which say nothing: in the order of the accounts the rows themselves would lead back to them. */
export async function layOut(tx: Tx, { dialogue, accounts, outside }: Roll): Promise<void> {
  const slots = accounts
    .flatMap((account) => {
      const [tag] = slotTags(outside.keys, dialogue, account)
      return tag === undefined ? [] : [{ dialogue_id: dialogue, tag, salt: bytesOf(outside.token()).subarray(0, 16), asked_hash: null }]
    })
    .toSorted((one, other) => Buffer.compare(one.tag, other.tag))
  for (let from = 0; from < slots.length; from += PIECE)
    await tx
      .insertInto('credential_slot')
      .values(slots.slice(from, from + PIECE))
      .execute()
}
