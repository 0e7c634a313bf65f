import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { mayTakePart } from '../policy.ts'
import { no } from '../refusals.ts'
import { demandDialogue, holderTag, participantOf } from './dialogue-facts.ts'
import { serveNext } from './routing.ts'
import { publicStatement, ref } from './shapes.ts'
import { readStatements } from './statement-list.ts'

export const nextStatementFor = query({
  name: 'dialogue.next-statement',
  summary: 'The statement that the participant is asked about next, and how far they are',
  route: 'GET /dialogues/{dialogue}/next-statement',
  input: z.object({
    dialogue: ref,
    except: z.coerce.number().int().nonnegative().optional().describe('Not this one, if there is another'),
  }),
  output: z.object({
    statement: publicStatement.nullable().describe('Null: all statements are answered'),
    answered: z.number().int(),
    total: z.number().int(),
  }),
  async read(db, { input, actor, now, outside }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    demand(mayTakePart(dialogue, now))
    const participant = await participantOf(db, dialogue.id, holderTag(dialogue.id, actor, outside))
    if (participant === null) return refuse(no('participation.missing'))
    const asked = { participant: participant.number, now, ...(input.except === undefined ? {} : { except: input.except }) }
    const { statement, answered, total } = await serveNext(db, dialogue.id, asked)
    const [row] = statement === null ? [] : await readStatements(db, dialogue.id, { numbers: [statement] })
    if (row === undefined) return { statement: null, answered, total }
    const { number, text, language, question, voice, seed, meta } = row
    return { statement: { number, text, language, question, voice, seed, meta }, answered, total }
  },
})
