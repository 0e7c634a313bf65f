import { expect } from 'vitest'
import { comesTo, dayIn, EDITION, type Journey } from './journey.ts'
import { complete, follow, sent } from './seats.ts'

/** The department answers, in public. */
export async function answer(journey: Journey): Promise<void> {
  const { aoife, ana, left } = journey
  await comesTo(journey, 10)
  await aoife.visit(left.recommendation)
  await follow(aoife, '/answer')
  await complete(aoife, '/answer', { answer: 'accepted', text: 'Nous répondrons dans la semaine.' })
  await ana.visit(left.recommendation)
  expect(await ana.read()).toContain('Nous répondrons dans la semaine.')
}

const KEPT = 'Un registre des lettres'
const LATE = 'Un guichet en deux langues'

/** Two promises because of it; one is kept with evidence, the other runs late while nobody says a word. */
export async function promise(journey: Journey): Promise<void> {
  const { aoife, left } = journey
  const paths = []
  for (const [title, days] of [
    [KEPT, 60],
    [LATE, 30],
  ] as const) {
    await aoife.visit(left.recommendation)
    await follow(aoife, `/commitments/new?source=recommendation:${left.recommendation.split('/').at(-1)}`)
    const dates = { edition: 'The fourth', startsOn: dayIn(journey, 0), dueOn: dayIn(journey, days) }
    await complete(aoife, '/commitments', { title, text: 'Chaque lettre y est.', owner: 'Bureau des lettres', ...dates })
    paths.push(aoife.path())
  }
  const [kept = '', late = ''] = paths
  await comesTo(journey, 30)
  await aoife.visit(kept)
  await follow(aoife, '/evidence')
  await complete(aoife, '/evidence', { text: 'Le registre est ouvert.', datedOn: dayIn(journey, 0) })
  await aoife.visit(kept)
  await follow(aoife, '/end')
  await complete(aoife, '/end', { outcome: 'kept', text: 'Chaque lettre y est inscrite.' })
  await seenBy(journey, { kept, late })
}

/** A quarter later everybody sees which was kept, which is late since when, and that nobody reported; from the first page on. */
async function seenBy(journey: Journey, { kept, late }: { readonly kept: string; readonly late: string }): Promise<void> {
  const { ana, left } = journey
  await comesTo(journey, 100)
  await ana.visit(left.recommendation)
  await follow(ana, kept)
  const read = await ana.read()
  for (const words of ['نُفّذ', 'Le registre est ouvert.', 'Chaque lettre y est inscrite.']) expect(read).toContain(words)
  await ana.visit('/')
  await follow(ana, '/summits')
  await follow(ana, EDITION)
  await sent(ana.page, ana.page.locator('main a[href*="/commitments?edition="]').first())
  await follow(ana, late)
  expect(await ana.page.locator('.status.late').first().innerText()).toContain('متأخر: كان موعده')
  await ana.visit('/bodies/department-of-the-diaspora')
  await follow(ana, '/commitments/reports/department-of-the-diaspora')
  expect(await ana.page.locator('main .clay').count()).toBeGreaterThan(0)
}
