import { all, yes } from '#base'
import { readPublicKey } from '#blind-signatures'
import { isElectorate } from '#hidden-ballot'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { refuse } from '../../../core/refused.ts'
import { secondIssuer } from '../queries/issuances.ts'
import { hostOf } from '../queries/read-issuances.ts'
import { bytesOf } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { CLASS } from '../rules.ts'

const issuer = z.object({ name: z.string().trim().toLowerCase().min(1).max(200), key: z.string().trim().max(1500) })

export const nameIssuer = (places: readonly HiddenVoices[]) =>
  command({
    name: 'credentials.name-issuer',
    summary: 'Ask, for a dialogue that is not published yet, for a credential of a second issuer besides that of this hub; or for none',
    route: 'PUT /credentials/dialogues/{dialogue}/issuer',
    input: z.object({
      dialogue: z.string().max(200).describe('Its id, or the word in its address'),
      issuer: issuer.nullable().describe('Its name, as it stands in its address, and its key as it told it; null: none'),
    }),
    output: z.object({ dialogue: z.uuid() }),
    async facts(tx, { input, actor }) {
      const [voices] = places
      if (voices === undefined) return refuse(no('credential.missing'))
      const { id, may } = await voices.mayPrepare(tx, input.dialogue, actor)
      // A key that no voter's client takes would be found out when it is too late: nobody could vote.
      const usable = input.issuer === null || typeof (await readPublicKey(bytesOf(input.issuer.key))) !== 'string'
      return { id, may, usable, before: await secondIssuer(tx, id) }
    },
    may({ input, facts: { id, may, usable }, outside }) {
      const hub = hostOf(outside.signer.hub)
      const read = { form: 'passerelle-electorate/1', hub, dialogue: id, class: CLASS, issuers: [input.issuer] }
      return all(
        may,
        usable && (input.issuer === null || (input.issuer.name !== hub && isElectorate(read))) ? yes : no('credential.key-wrong'),
      )
    },
    async run(tx, { input, facts: { id } }) {
      await tx.deleteFrom('credential_issuer').where('dialogue_id', '=', id).execute()
      if (input.issuer !== null)
        await tx
          .insertInto('credential_issuer')
          .values({ dialogue_id: id, ...input.issuer })
          .execute()
      return { dialogue: id }
    },
    tell: ({ input, facts: { id, before } }) =>
      before?.key === input.issuer?.key
        ? []
        : [
            {
              kind: 'credentials.issuer.named',
              scope: id,
              subject: id,
              data: { named: input.issuer !== null },
              visibility: 'internal' as const,
            },
          ],
  })
