import { expect } from 'vitest'
import { comesTo, dayIn, SESSION, type Journey } from './journey.ts'
import { NOTED, PUT, WRITTEN } from './live.ts'
import { complete, follow, tick } from './seats.ts'

export const PAPER = 'Le guichet devrait rappeler.'
export const AGREED = 'Chaque ville répond à chaque lettre dans la semaine, et en deux langues.'
export const MINORITY = 'نريد شهرًا للقرى الصغيرة.'

/** The chair closes; a table that met away from the hub is typed in. */
export async function closeSession(journey: Journey): Promise<void> {
  const { samir, niamh, ana, day } = journey
  await comesTo(journey, 0, 1.5)
  await samir.visit(`${SESSION}/run-sheet`)
  await complete(samir, '/closing')
  await niamh.visit(`${SESSION}/kit/entry`)
  await complete(niamh, '/kit/entry', { title: 'Table de Lorient', language: 'fr', heldOn: day, people: '12' })
  await complete(niamh, '/interventions', { text: PAPER, question: '2', consent: 'written' })
  await ana.visit(`${SESSION}/interventions`)
  const read = await ana.read()
  expect([read.includes(PAPER), read.includes('Table de Lorient')]).toEqual([true, true])
}

/** Drafted from what was said, put to those who attended, amended. */
export async function recommend(journey: Journey): Promise<void> {
  const { house, niamh, mai, ana, left } = journey
  await niamh.visit(SESSION)
  await follow(niamh, '/recommendations')
  await follow(niamh, '/recommendations/workbench')
  for (const words of [NOTED, WRITTEN, PUT]) await tick(niamh, words)
  await complete(niamh, '/recommendations/workbench', {
    ...{ language: 'fr', title: 'Une réponse dans la semaine', text: 'Chaque ville répond à chaque lettre dans la semaine.' },
    ...{ call: 'Répondre dans la semaine.', question: '2', addresseeBody: house.hub.cast.bodies.unit, answerBy: dayIn(journey, 40) },
    ...{ sdgs: '16', gcm: '19' },
  })
  left.recommendation = niamh.path()
  expect(await ana.visit(left.recommendation), 'a draft is not there for others').toBe(404)
  await follow(niamh, '/desk')
  await follow(niamh, '/proposal')
  await complete(niamh, '/proposal', { amendmentsUntil: dayIn(journey, 5), rule: 'consent' })

  await mai.visit(left.recommendation)
  await follow(mai, '/amendment')
  await complete(mai, '/amendment', { proposed: AGREED, text: 'Une réponse que l’on ne lit pas n’en est pas une.' })
  expect(await mai.page.locator('ins').allInnerTexts()).not.toEqual([])
  left.amendment = mai.path()
}

/** Supported by one, objected to by another, whose minority position stays; each is answered. */
export async function object(journey: Journey): Promise<void> {
  const { niamh, idrissa, aoife, left } = journey
  await aoife.visit(left.recommendation)
  await follow(aoife, '/stance')
  await complete(aoife, '/stance', { stance: 'support' })
  await idrissa.visit(left.recommendation)
  await follow(idrissa, '/stance')
  await complete(idrissa, '/stance', { stance: 'objection', text: 'أسبوع واحد قصير على قرية صغيرة.' })
  await follow(idrissa, '/minority')
  await complete(idrissa, '/minority', { text: MINORITY })

  await niamh.visit(`${left.recommendation}/desk`)
  await follow(niamh, '/reply')
  await complete(niamh, '/reply', { text: 'The minority position stays with it.' })
  await niamh.visit(left.amendment)
  await follow(niamh, '/desk')
  await follow(niamh, '/decision')
  await complete(niamh, '/decision', { decision: 'accepted', text: 'Two languages are what was asked for.' })
}

/** After the last day of amendments the chair says what was decided; then it is put to the department. */
export async function adopt(journey: Journey): Promise<void> {
  const { niamh, samir, ana, left } = journey
  await comesTo(journey, 6)
  await samir.visit(left.recommendation)
  await follow(samir, '/desk')
  await follow(samir, '/decision')
  await complete(samir, '/decision', { adopted: 'yes', text: 'Plus rien ne s’y oppose.' })
  await niamh.visit(left.recommendation)
  await follow(niamh, '/desk')
  await follow(niamh, '/delivery')
  await complete(niamh, '/delivery')
  await ana.visit(SESSION)
  await follow(ana, left.recommendation)
  const read = await ana.read()
  for (const words of [AGREED, NOTED, WRITTEN, PUT, MINORITY, 'Plus rien ne s’y oppose.']) expect(read).toContain(words)
}
