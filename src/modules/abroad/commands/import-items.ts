import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayKeep } from '../policy.ts'
import { planned } from '../queries/csv.ts'
import { deskOf, spotAt } from '../queries/desk.ts'
import { keptIn } from '../queries/page.ts'
import { no } from '../refusals.ts'
import { dayOf, LONGEST } from '../rules.ts'
import { change, corrected } from './correct-item.ts'
import { keepProposal } from './propose-item.ts'

const line = z.object({
  line: z.number().int(),
  fate: z.enum(['new', 'changed', 'same', 'faulty']),
  title: z.string(),
  fault: z.string().nullable(),
})

export const importItems = command({
  name: 'abroad.import-items',
  summary:
    'Read items from a CSV file like the one that is given out: new ones wait to be checked, others are corrected. Asked with “preview”, it does nothing and says what it would do',
  route: 'POST /abroad/{country}/import',
  limit: 'write',
  input: z.object({ country: z.string().max(2), csv: z.string().min(1).max(LONGEST.csv), preview: z.boolean().default(true) }),
  output: z.object({ lines: z.array(line), done: z.boolean() }),
  async facts(tx, { input, actor }) {
    const spot = await spotAt(tx, input.country, null, actor.locale)
    const kept = await keptIn(tx, spot.place.id, actor)
    return { place: spot.place.id, kept, desk: await deskOf(tx, spot, actor), plan: await planned(tx, input.csv, kept) }
  },
  may: ({ facts: { kept, desk, plan } }) => (kept.length === 0 ? mayKeep(desk) : plan === null ? no('abroad.csv-broken') : yes),
  async run(tx, { input, actor, now, outside, facts: { plan } }) {
    if (plan === null) return refuse(no('abroad.csv-broken'))
    const lines = plan.map((one) => ({
      ...{ line: one.line, fate: one.fate, title: one.fate === 'faulty' ? one.title : one.wanted.title },
      fault: one.fate === 'faulty' ? one.fault : null,
    }))
    // With one line that cannot be read nothing is done: half a file is worse than none.
    if (input.preview || plan.some(({ fate }) => fate === 'faulty')) return { lines, done: false }
    const by = actor.person
    for (const one of plan) {
      if (one.fate === 'changed') await change(tx, one.item, { ...one.wanted, by, now })
      if (one.fate === 'new') await keepProposal(tx, outside.uuid(), one.wanted, { by, on: dayOf(now) })
    }
    return { lines, done: true }
  },
  tell: ({ facts: { place, plan }, result }) =>
    result.done
      ? [
          {
            ...{ kind: 'abroad.items.imported', scope: THE_HUB, subject: place, visibility: 'internal' as const },
            data: { rows: plan?.filter(({ fate }) => fate === 'new' || fate === 'changed').length ?? 0 },
          },
          ...(plan ?? []).flatMap((one) => (one.fate === 'changed' && one.item.state === 'published' ? [corrected(one.item)] : [])),
        ]
      : [],
})
