import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import { isOver, issuanceRow, placeOf } from '../queries/issuances.ts'
import { no } from '../refusals.ts'

// No route: days do it.
export const discardSecrets = (places: readonly HiddenVoices[]) =>
  command({
    name: 'credentials.discard-secrets',
    summary:
      'Once the votes are over: throw away the private key of the issuer, and the digests by which the same request was answered again',
    input: z.object({ dialogue: z.uuid() }),
    output: z.object({ slots: z.number().int() }),
    async facts(tx, { input: { dialogue }, now }) {
      const row = (await issuanceRow(tx, dialogue, 'update')) ?? refuse(no('credential.missing'))
      const place = (await placeOf(places, tx, dialogue))?.place ?? null
      return { over: isOver(row, place, now) }
    },
    may: ({ actor, facts: { over } }) => all(hubAlone(actor), over ? yes : no('credential.not-ended')),
    async run(tx, { input: { dialogue } }) {
      await tx.updateTable('credential_issuance').set({ secret_sealed: null }).where('dialogue_id', '=', dialogue).execute()
      // That a slot was used stays: the published roots are made of it.
      const { numUpdatedRows } = await tx
        .updateTable('credential_slot')
        .set({ asked_hash: Buffer.alloc(0) })
        .where('dialogue_id', '=', dialogue)
        .where('asked_hash', 'is not', null)
        .executeTakeFirstOrThrow()
      return { slots: Number(numUpdatedRows) }
    },
    tell: ({ input: { dialogue } }) => [
      { kind: 'credentials.secrets.discarded', scope: dialogue, subject: dialogue, data: {}, visibility: 'internal' },
    ],
  })
