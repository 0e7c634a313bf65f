import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { mayTakePart } from '../policy.ts'
import { sealDraft } from '../queries/seals.ts'
import { demandHere } from '../queries/standing.ts'
import { LONGEST } from '../rules.ts'

const FIELDS = 24

export const keepDraft = command({
  name: 'posts.keep-draft',
  summary: 'Keep what one began to write, sealed, for oneself alone; with no fields it is thrown away',
  route: 'PUT /communities/{community}/drafts/{about}',
  limit: 'write',
  input: z.object({
    community: z.uuid(),
    about: z.union([z.literal('new'), z.uuid()]).describe('"new", or the thread that is answered'),
    fields: z.record(z.string().max(40), z.string().max(LONGEST.draft)).refine((fields) => Object.keys(fields).length <= FIELDS),
  }),
  output: z.object({ kept: z.boolean() }),
  facts: async (tx, { input, ...reading }) => ({ here: await demandHere(tx, reading, { id: input.community }) }),
  may: ({ facts: { here } }) => mayTakePart(here.asking),
  async run(tx, { input, facts: { here }, now, outside }) {
    const { member } = here.asking
    if (member === null) return refuse(noFromHub('sign-in.needed'))
    const at = { community_id: input.community, member_id: member, about: input.about }
    const kept = Object.values(input.fields).some((value) => value !== '')
    if (kept) {
      const held = { body_sealed: sealDraft(outside.keys, { community: at.community_id, id: member }, input.fields), kept_at: now }
      await tx
        .insertInto('post_draft')
        .values({ ...at, ...held })
        .onConflict((conflict) => conflict.columns(['community_id', 'member_id', 'about']).doUpdateSet(held))
        .execute()
    } else
      await tx
        .deleteFrom('post_draft')
        .where('community_id', '=', at.community_id)
        .where('member_id', '=', member)
        .where('about', '=', at.about)
        .execute()
    return { kept }
  },
  tell: ({ input }) => [
    { kind: 'posts.draft.kept', scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
  ],
})
