import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { makeIssuerKey } from '../../../platform/blind-signer.ts'
import { maySetLeast } from '../policy.ts'
import { issuanceRow, leastHere } from '../queries/issuances.ts'
import { digestOf, hostOf } from '../queries/read-issuances.ts'
import { rollOf } from '../queries/roll.ts'
import { bytesOf } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { CLASS, dayIn, daysAfter, isDialogue, isHub, REST_DAYS } from '../rules.ts'
import { layOut, SECRET } from './open-issuance.ts'

export const openElsewhere = command({
  name: 'credentials.open-elsewhere',
  summary: 'Give credentials, as a second issuer, for a dialogue that is held on another hub: one for each account of this one',
  route: 'POST /credentials/elsewhere',
  input: z.object({
    hub: z.string().trim().toLowerCase().max(253).describe('Where it is held, as it stands in its address'),
    dialogue: z.string().trim().toLowerCase().max(36).describe('Its id there'),
    title: z.string().trim().min(1).max(160),
    closesOn: z.iso.date().describe('The last day on which a credential can be asked for'),
    votingOpens: z.iso.date(),
    votingCloses: z.iso.date(),
  }),
  output: z.object({
    key: z.string().describe('SPKI: for the convener of that dialogue, who names this hub as second issuer'),
    digest: z.string(),
  }),
  facts: async (tx, { input }) => ({ before: await issuanceRow(tx, input.dialogue), least: await leastHere(tx) }),
  may: ({ input: { hub, dialogue, closesOn, votingOpens, votingCloses }, actor, facts: { before }, now, outside }) =>
    all(
      maySetLeast(actor),
      isHub(hub) && isDialogue(dialogue) && hub !== hostOf(outside.signer.hub) ? yes : no('credential.missing'),
      closesOn > dayIn(now) && votingOpens >= daysAfter(closesOn, REST_DAYS) && votingCloses >= votingOpens
        ? yes
        : no('credential.days-wrong'),
      before === null ? yes : no('credential.begun-already'),
    ),
  async run(tx, { input, facts: { least }, now, outside }) {
    const { key, secret } = await makeIssuerKey()
    const accounts = await rollOf(tx, null)
    await tx
      .insertInto('credential_issuance')
      .values({
        ...{ dialogue_id: input.dialogue, hub: input.hub, class: CLASS, other_issuer: null, least, state: 'running' },
        ...{ key: bytesOf(key), secret_sealed: outside.keys.seal(SECRET, Buffer.from(secret).toString('base64url')) },
        ...{ roll: accounts.length, opened_on: dayIn(now), closes_on: input.closesOn, votes_from: input.votingOpens },
        ...{ issued: null, issued_root: null, empty_root: null, title: input.title, votes_until: input.votingCloses },
      })
      .execute()
    await layOut(tx, { dialogue: input.dialogue, accounts, outside })
    return { key, digest: digestOf(bytesOf(key)) }
  },
  tell: ({ input: { dialogue, hub, closesOn, votingOpens }, facts: { least }, result, now }) => [
    {
      kind: 'credentials.elsewhere.opened',
      scope: dialogue,
      subject: dialogue,
      data: { hub, class: CLASS, ...result, least, opens: dayIn(now), closes: closesOn, votingOpens },
      visibility: 'public',
    },
  ],
})
