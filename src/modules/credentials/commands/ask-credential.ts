import { createHash } from 'node:crypto'
import { z } from 'zod'
import { all } from '#base'
import { command } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { refuse } from '../../../core/refused.ts'
import { openBlindSigner } from '../../../platform/blind-signer.ts'
import { holdsAccount } from '../policy.ts'
import { isAskedElsewhere, issuanceRow, placeOf, slotOf, slotTags, votingOver } from '../queries/issuances.ts'
import { b64, bytesOf } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { mayBeSigned } from '../rules.ts'
import { SECRET } from './open-issuance.ts'

const signer = openBlindSigner()
/** The thread that signs keeps the last key that it read; this one is not needed any more. */
export const forgetKey = async (): Promise<boolean> => signer.forget()
export const stopSigning = async (): Promise<void> => signer.close()

export const askCredential = (places: readonly HiddenVoices[]) =>
  command({
    name: 'credentials.ask',
    summary: 'Ask for a credential: the hub signs without seeing what it signs. One for each account; the same request is answered again',
    route: 'POST /credentials/issuances/{issuance}/credential',
    limit: 'write',
    input: z.object({ issuance: z.uuid(), blinded: z.base64url().max(1500) }),
    output: z.object({ signature: z.string() }),
    async facts(tx, { input, actor, now, outside }) {
      const row = await issuanceRow(tx, input.issuance, 'share')
      if (row === null) return refuse(no('credential.missing'))
      const tags = actor.account === null ? [] : slotTags(outside.keys, row.dialogue_id, actor.account)
      const slot = await slotOf(tx, row.dialogue_id, { tags, lock: true })
      const over = row.secret_sealed === null || votingOver(row, (await placeOf(places, tx, row.dialogue_id))?.place ?? null, now)
      const digest = createHash('sha256').update(bytesOf(input.blinded)).digest()
      // Of two at once the database lets one in, and the other is asked anew.
      const taken = slot?.asked === null && (await isAskedElsewhere(tx, row.dialogue_id, digest))
      return { row, slot, over, digest, taken }
    },
    may: ({ actor, now, facts: { row, slot, over, digest, taken } }) =>
      all(
        holdsAccount(actor),
        mayBeSigned(
          { slot, digest, taken, votingOver: over, issuance: { state: row.state, closesOn: row.closes_on, least: row.least } },
          now,
        ),
      ),
    async run(tx, { input, facts: { row, slot, digest }, outside }) {
      if (row.secret_sealed === null) return refuse(no('credential.over'))
      const secret = bytesOf(outside.keys.open(SECRET, row.secret_sealed))
      const signature = await signer.sign(secret, bytesOf(input.blinded))
      if (signature === null) return refuse(no('credential.malformed'))
      if (slot !== null && slot.asked === null)
        await tx
          .updateTable('credential_slot')
          .set({ asked_hash: digest })
          .where('dialogue_id', '=', row.dialogue_id)
          .where('tag', '=', slot.tag)
          .execute()
      return { signature: b64(signature) }
    },
    // Everybody's client asks, so a row says nothing of who votes; and it names nobody.
    tell: ({ facts: { row, slot } }) =>
      slot?.asked === null
        ? [
            {
              kind: 'credentials.credential.asked',
              scope: row.dialogue_id,
              subject: row.dialogue_id,
              data: {},
              visibility: 'internal' as const,
              anonymous: true,
            },
          ]
        : [],
  })
