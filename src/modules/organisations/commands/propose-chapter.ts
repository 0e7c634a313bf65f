import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayProposeChapter } from '../policy.ts'
import { chapterFacts, lockChapters } from '../queries/chapters.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { SIDES } from '../tables.ts'

export const proposeChapter = command({
  name: 'organisations.propose-chapter',
  summary: 'Propose that a body be the chapter of another: as the chapter, or as the umbrella that invites it. For stewards of that side.',
  route: 'POST /bodies/{umbrella}/chapters/{chapter}',
  input: z.object({ umbrella: bodyRef, chapter: bodyRef, side: z.enum(SIDES).describe('Which of the two proposes it') }),
  output: z.object({ umbrella: z.string(), chapter: z.string() }),
  async facts(tx, { input, actor }) {
    await lockChapters(tx)
    return chapterFacts(tx, input, actor)
  },
  may: ({ actor, input, facts }) => mayProposeChapter(actor, facts, input.side),
  async run(tx, { input, facts, now, outside }) {
    const umbrella = (facts.umbrella ?? refuse(no('body.missing'))).id
    const chapter = (facts.chapter ?? refuse(no('body.missing'))).id
    await tx
      .insertInto('chapter')
      .values({
        umbrella_id: umbrella,
        id: outside.uuid(),
        chapter_id: chapter,
        proposed_by: input.side,
        proposed_at: now,
        begun_at: null,
        ended_at: null,
      })
      .execute()
    return { umbrella, chapter }
  },
  // Not told before the other side has said yes: else anybody could name anybody as theirs.
  tell: ({ input, result }) => [
    {
      kind: 'organisations.chapter.proposed',
      scope: result.umbrella,
      subject: result.chapter,
      data: { side: input.side },
      visibility: 'internal',
    },
  ],
})
