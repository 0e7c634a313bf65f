import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { readCheckable } from './checkable.ts'
import { demandDialogue } from './dialogue-facts.ts'
import { EXPORT_FILES, exportFacts, exportFile, mayExport } from './export.ts'
import { ref } from './shapes.ts'

export const exportDialogue = query({
  name: 'dialogue.export',
  summary: 'One file of the dialogue in the CSV form that Polis exports',
  route: 'GET /dialogues/{dialogue}/export/{file}',
  input: z.object({
    dialogue: ref,
    file: z.enum(EXPORT_FILES),
    url: z.string().max(500).default(''),
    of: z
      .enum(['latest', 'checkable'])
      .default('latest')
      .describe('checkable: of the result that is signed, even where newer votes can be had'),
  }),
  output: z.object({ file: z.enum(EXPORT_FILES), csv: z.string() }),
  async read(db, { input, actor, now }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    const known = await exportFacts(db, dialogue, now)
    demand(mayExport(dialogue, input.file, known))
    const checkable = input.of === 'checkable' ? await readCheckable(db, dialogue.id) : null
    const pieces = await exportFile(db, dialogue, input.file, { url: input.url, locale: actor.locale, now, checkable })
    return { file: input.file, csv: [...pieces].join('') }
  },
})
