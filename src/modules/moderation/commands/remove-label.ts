import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { maySeeCase } from '../policy.ts'
import { readCase, readLabel } from '../queries/case-file.ts'
import { deskOf } from '../queries/desk.ts'
import { caseRef } from '../queries/shapes.ts'
import { reportableOf, type Things } from '../queries/things.ts'
import { no } from '../refusals.ts'

export const removeLabel = (things: Things) =>
  command({
    name: 'moderation.remove-label',
    summary: 'Take a note away that stands beside something: it is not true any more, or not needed',
    route: 'DELETE /moderation/cases/{scope}/{case}/label',
    input: z.object(caseRef),
    output: z.object({ case: z.uuid() }),
    async facts(tx, { input, actor, now, outside }) {
      const ref = { scope: input.scope, id: input.case }
      const row = (await readCase(tx, ref, 'update')) ?? refuse(no('case.missing'))
      demand(maySeeCase(await deskOf(tx, row.body_id, { actor, now })))
      const own = await reportableOf(things, row.sort).isBy(tx, { scope: row.scope_id, subject: row.subject }, { actor, outside })
      return { own, label: await readLabel(tx, ref) }
    },
    may: ({ facts: { own, label } }) => all(own ? no('case.own') : yes, label === null ? no('label.missing') : yes),
    async run(tx, { input, now }) {
      await tx.updateTable('label').set({ removed_at: now }).where('scope_id', '=', input.scope).where('case_id', '=', input.case).execute()
      return { case: input.case }
    },
    tell: ({ input }) => [{ kind: 'moderation.label.removed', scope: THE_HUB, subject: input.case, data: {}, visibility: 'internal' }],
  })
