import type { Actor } from '../../core/actor.ts'
import { DAY_MS, type Speaker, type Stage } from './stage.ts'

type Play = {
  readonly coming: { readonly edition: string; readonly tools: string; readonly schools: string }
  readonly convener: Actor
  readonly speakers: ReadonlyMap<string, Speaker>
}

const COMES = [
  { key: 'mireille', mode: 'in-person', told: { badge: 'Mireille O.', diet: ['vegetarian'], languages: ['en'] } },
  { key: 'theo', mode: 'in-person', told: { badge: 'Théo', access: ['step-free'], note: 'Une place près de la porte.' } },
  { key: 'josette', mode: 'online', told: { badge: 'Josette Amarande', access: ['captions'] } },
  { key: 'sea-breeze', mode: 'online', quiet: true, told: {} },
] as const

/** Registration for the edition that comes: a few places in person, many online, one question, and four who have registered. */
export async function playRegistrations(stage: Stage, { coming: { edition, tools, schools }, convener, speakers }: Play): Promise<void> {
  const day = (days: number): Date => new Date(stage.today.getTime() + days * DAY_MS)
  const plan = { opensAt: day(-30).toISOString(), closesAt: day(25).toISOString(), inPersonPlaces: 120, onlinePlaces: 1000 }
  await stage.call('registrations.open', { edition, ...plan, byApproval: false, namesAtDoor: true }, { actor: convener, at: day(-31) })
  const texts = [
    {
      language: 'fr',
      text: 'À quel atelier de l’après-midi pensez-vous venir ?',
      choices: ['Langues et écoles', 'Outils des associations'],
    },
    {
      language: 'en',
      text: 'Which workshop of the afternoon do you mean to join?',
      choices: ['Languages and schools', 'Tools of associations'],
    },
  ]
  await stage.call('registrations.add-question', { edition, sort: 'choice', texts }, { actor: convener, at: day(-31) })
  for (const [index, { key, ...asked }] of COMES.entries()) {
    const speaker = speakers.get(key)
    if (speaker !== undefined)
      await stage.call('registrations.register', { edition, ...asked }, { actor: speaker.actor, at: day(-20 + index) })
  }
  const mireille = speakers.get('mireille')
  if (mireille === undefined) return
  for (const session of [tools, schools])
    await stage.call('registrations.mark-session', { edition, session, marked: true }, { actor: mireille.actor, at: day(-10) })
}
