import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEditSession } from '../policy.ts'
import { blocksOf } from '../queries/run-sheet.ts'
import { seenSession } from '../queries/sessions.ts'
import { blockSort, line, moment } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { MOST_BLOCKS, nextStart } from '../rules.ts'

export const blockText = z.object({
  language: languageTag,
  title: line(240).default('').describe('Empty: the name of its sort'),
  summary: z.string().trim().max(20_000).default('').describe('Markdown'),
})

export const blockPlan = {
  sort: blockSort,
  startsAt: moment.optional().describe('Without one, and while the hours of the session are not set, where the block before it ends'),
  minutes: z.number().int().min(1).max(1440),
}

export const addBlock = command({
  name: 'gatherings.add-block',
  summary: 'Add a block to the end of the run sheet of a session. For its organisers.',
  route: 'POST /sessions/{session}/blocks',
  input: z.object({
    session: z.uuid(),
    id: z.uuid().optional().describe('Chosen by whoever adds it, so that it is added once'),
    ...blockPlan,
    text: blockText.optional(),
  }),
  output: z.object({ id: z.string() }),
  async facts(tx, { input, actor }) {
    // Who comes second waits: two blocks never get one place.
    await tx.selectFrom('summit_session').select('id').where('id', '=', input.session).forUpdate().execute()
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    return { ...seen, blocks: await blocksOf(tx, input.session, actor.locale) }
  },
  may: ({ actor, facts }) =>
    all(
      mayEditSession(actor, facts.parts, facts.session),
      facts.blocks.length >= MOST_BLOCKS ? no('block.too-many', { most: MOST_BLOCKS }) : yes,
    ),
  async run(tx, { input: { session, sort, startsAt, minutes, text, ...input }, facts, outside }) {
    const id = input.id ?? outside.uuid()
    if (facts.blocks.some((block) => block.id === id)) return { id }
    const position = Math.max(-1, ...facts.blocks.map((block) => block.position)) + 1
    const starts =
      startsAt === undefined || !facts.session.hoursKnown ? nextStart(facts.blocks, facts.session.startsAt) : new Date(startsAt)
    await tx
      .insertInto('block')
      .values({ session_id: session, id, position, sort, starts_at: starts, minutes, began_at: null, ended_at: null })
      .execute()
    if (text !== undefined && (text.title !== '' || text.summary !== ''))
      await tx
        .insertInto('block_text')
        .values({ session_id: session, block_id: id, position: 0, ...text })
        .execute()
    return { id }
  },
  tell: ({ input, facts, result }) => [
    {
      kind: 'gatherings.block.added',
      scope: facts.session.editionId,
      subject: input.session,
      data: { block: result.id },
      visibility: 'internal',
    },
  ],
})
