import { expect } from 'vitest'
import { dayIn, EDITION, hourIn, personOf, SESSION, type Journey } from './journey.ts'
import { complete, follow, sent, type Seat } from './seats.ts'

/** A note as they come by mail, invented: a number, three questions, a scope, a method, a host. */
const NOTE = `Note d’information pour la Rencontre des ponts

Session 2 – Répondre dans la semaine

Aperçu

Les familles qui vivent entre deux pays écrivent à deux administrations. Cette note est inventée.

Contexte

Quarante et une associations ont compté leurs lettres. La moitié est restée sans réponse.

Portée de la session

La session veut convenir de ce qu’une ville, une association et un ministère se doivent.

Questions d’orientation

Les questions suivantes guideront la discussion :

1. Que faut-il régler avant de commencer ?
2. Comment une petite ville peut-elle répondre dans la semaine ?
3. Quelles promesses doivent être publiques ?

Méthode

L’hôte parle dix minutes, puis une association raconte, puis tout le monde discute.

Hôte : Ville d’Inverbrae
`

/** From the list of summits to an edition of one's own, which nobody else sees yet. */
export async function prepareEdition(journey: Journey): Promise<void> {
  const { niamh, day } = journey
  await niamh.visit('/summits')
  await follow(niamh, '/summits/new')
  await complete(niamh, '/summits/new', { name: 'Gathering of bridges', summary: 'An invented summit.', slug: 'bridges' })
  await follow(niamh, '/summits/bridges/new')
  for (const language of ['fr', 'ar']) await niamh.page.check(`[name=languages][value=${language}]`)
  await complete(niamh, '/summits/bridges/new', { name: 'The fourth', slug: 'fourth', startsOn: day, endsOn: day })
  expect(niamh.path()).toBe(EDITION)
}

/** The text of a note becomes a session: read first, made only when its organiser says so. */
export async function importNote(niamh: Seat, note: string): Promise<void> {
  await niamh.visit(EDITION)
  await follow(niamh, '/briefing-note')
  await complete(niamh, '/briefing-note', { text: note })
  await complete(niamh, '/briefing-note', {}, 'button[value=make]')
}

export async function announce(journey: Journey): Promise<void> {
  const { niamh, ana } = journey
  await importNote(niamh, NOTE)
  expect(niamh.path()).toBe(`${SESSION}/note`)
  expect(await ana.visit(SESSION), 'a draft is not there for others').toBe(404)
  await niamh.visit(EDITION)
  await complete(niamh, `${EDITION}/announcement`)
  await follow(niamh, '/sessions/2')
  await complete(niamh, `${SESSION}/announcement`)

  // Somebody without an account comes from the first page, and finds the questions of the note.
  await ana.visit('/')
  await follow(ana, EDITION)
  await follow(ana, '/sessions/2')
  const questions = await ana.page.locator('main ol li').allInnerTexts()
  expect(questions.map((text) => text.trim())).toEqual([
    'Que faut-il régler avant de commencer ?',
    'Comment une petite ville peut-elle répondre dans la semaine ?',
    'Quelles promesses doivent être publiques ?',
  ])
  await follow(ana, '/note')
  const read = await ana.read()
  for (const words of [
    'Quarante et une associations',
    'ce qu’une ville, une association et un ministère',
    'dix minutes',
    'Ville d’Inverbrae',
  ])
    expect(read).toContain(words)
}

export async function giveRoles(journey: Journey): Promise<void> {
  const { niamh } = journey
  await niamh.visit(SESSION)
  await follow(niamh, '/roles')
  for (const [name, role] of [
    ['samir', 'chair'],
    ['niamh', 'rapporteur'],
    ['aoife', 'note-taker'],
  ] as const)
    await complete(niamh, '/roles', { role, person: personOf(journey, name) })
}

/** Anybody may write an idea; it is read before others see it, and answered. */
export async function callForIdeas(journey: Journey): Promise<void> {
  const { niamh, ana } = journey
  await niamh.visit(SESSION)
  await follow(niamh, '/ideas/call')
  await complete(niamh, '/ideas/call', {
    ...{ text: 'Que devrait-on dire aux villes ?', language: 'fr', access: 'anyone' },
    ...{ opensAt: hourIn(journey, -1), closesAt: hourIn(journey, 20), answerBy: hourIn(journey, 22) },
  })
  await ana.visit(SESSION)
  await follow(ana, '/ideas/new')
  await complete(ana, '/ideas', { text: 'نريد ردًّا بلغتنا.' })
  const own = ana.page.url()
  await niamh.visit(SESSION)
  await follow(niamh, '/ideas')
  expect(await niamh.read(), 'what waits is not shown yet').not.toContain('نريد ردًّا بلغتنا.')
  await follow(niamh, '/ideas/desk')
  await sent(niamh.page, niamh.page.locator('main ul.rows a').first())
  await complete(niamh, '/publication')
  await sent(niamh.page, niamh.page.locator('main ul.rows a').first())
  await complete(niamh, '/answer', { reason: 'The session begins with it.' })
  await ana.page.goto(own)
  expect(await ana.page.locator('#answer').innerText()).toContain('The session begins with it.')
}

/** Three have a place, one of them by ticket and door; the organiser's page goes by sums. */
export async function register(journey: Journey): Promise<void> {
  const { niamh, mai, idrissa, aoife } = journey
  await niamh.visit(EDITION)
  await follow(niamh, '/registration/plan')
  await complete(niamh, '/registration/plan')
  for (const [seat, mode] of [
    [mai, 'in-person'],
    [idrissa, 'online'],
    [aoife, 'in-person'],
  ] as const) {
    await seat.visit(EDITION)
    await follow(seat, '/registration')
    await complete(seat, '/registration', { mode })
  }
  await mai.visit(`${EDITION}/registration`)
  await follow(mai, '/registration/ticket')
  const [code = 'none'] = /([0-9A-Z]{4}-){2}[0-9A-Z]{4}/.exec(await mai.read()) ?? []
  await niamh.visit(`${EDITION}/registration/desk`)
  await follow(niamh, '/check-in')
  await niamh.page.waitForSelector('check-in[data-put]')
  await niamh.page.fill('#field-code', code)
  await niamh.page.press('#field-code', 'Enter')
  await niamh.page.waitForSelector('[data-said]:text("checked in at")')
}

/** A dialogue that belongs to the session, so that what is asked there can be put to everybody's vote. */
export async function beginDialogue(journey: Journey): Promise<void> {
  const { niamh } = journey
  await niamh.visit('/dialogues/new')
  await complete(niamh, '/dialogues', {
    ...{
      session: '2. Répondre dans la semaine',
      language: 'fr',
      title: 'Que se doivent-ils ?',
      summary: 'Ce que villes et associations se doivent.',
    },
    ...{ seeds: 'Chaque lettre reçoit une réponse.\nUne promesse publique se tient mieux.', moderation: 'after' },
    ...{ opensAt: hourIn(journey, 0), closesAt: `${dayIn(journey, 30)}T12:00`, answerBy: `${dayIn(journey, 60)}T12:00` },
  })
  await complete(niamh, '/opening')
}
