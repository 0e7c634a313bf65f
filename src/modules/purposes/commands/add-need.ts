import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import { mayTend } from '../policy.ts'
import { heldPurpose } from '../queries/rows.ts'
import { language, pathHere, ref, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn, LONGEST, MOST } from '../rules.ts'

export const addNeed = command({
  name: 'purposes.add-need',
  summary: 'Say which help is wanted for a purpose, until which day, and where on this hub one reads more. Never money',
  route: 'POST /communities/{community}/purposes/{purpose}/needs',
  limit: 'write',
  input: z.object({
    ...ref,
    sending: z.string().min(8).max(80),
    text: words(LONGEST.need),
    language,
    path: pathHere.nullish(),
    until: z.iso.date(),
  }),
  output: z.object({ id: z.uuid() }),
  async facts(tx, { input, ...reading }) {
    const held = await heldPurpose(tx, reading, input)
    const id = sentId(reading.outside.keys, 'purpose-need', input.purpose, held.here.community.me?.member ?? '', input.sending)
    const rows = await tx
      .selectFrom('purpose_need')
      .select('id')
      .where('community_id', '=', input.community)
      .where('purpose_id', '=', input.purpose)
      .execute()
    return { ...held, id, count: rows.length, sent: rows.some((row) => row.id === id) }
  },
  may: ({ input, now, facts }) =>
    all(
      mayTend(facts.here.asking, facts.closed && !facts.sent),
      input.until >= dayIn(now) && input.until <= facts.row.deadline ? yes : no('purpose.need-end'),
      facts.count >= MOST.needs && !facts.sent ? no('purpose.too-many', { most: MOST.needs }) : yes,
    ),
  async run(tx, { input, facts: { id, sent, here } }) {
    if (!sent)
      await tx
        .insertInto('purpose_need')
        .values({
          ...{ community_id: input.community, purpose_id: input.purpose, id, text: input.text, language: input.language },
          ...{ path: input.path ?? null, until: input.until, member_id: here.community.me?.member ?? null, ended_on: null },
        })
        .execute()
    return { id }
  },
  tell: ({ input, facts: { sent } }) =>
    sent
      ? []
      : [
          {
            kind: 'purposes.need.added',
            ...{ scope: input.community, subject: input.purpose, data: {}, visibility: 'internal', anonymous: true },
          },
        ],
})
