import type { Actor } from '../../core/actor.ts'
import type { Stage } from './stage.ts'

/** In the form of an id, the same at each start; another row than those of what else was said. */
const sending = (number: number): string => `00000000-0000-4000-8000-${String(7000 + number).padStart(12, '0')}`

const ASKED = [
  {
    text: 'Pourquoi les lettres mettaient-elles trois mois ?',
    language: 'fr',
    guiding: 1,
    naming: 'pseudonym',
    pseudonym: 'Une lectrice',
    answer: 'Elles passaient par deux ministères. Depuis janvier, elles n’en voient plus aucun.',
  },
  {
    text: 'Can somebody who has no papers write to the Secretariat?',
    language: 'en',
    guiding: 2,
    naming: 'unnamed',
    answer: 'Yes. Nobody is asked for papers, and the answer goes to the address that they give.',
  },
  { text: 'هل تُحفظ الرسائل القديمة، ومن يقرؤها؟', language: 'ar', naming: 'unnamed', answer: null },
] as const

const TRANSCRIPT = [
  '00:05 Le secrétaire: Pendant vingt ans, nous avons gardé une boîte aux lettres dans un hall. Personne ne nous a demandé de la garder.',
  '00:52 Le secrétaire: Ce qui n’a pas marché, c’est l’adresse unique. Une lettre sans nom de destinataire est une lettre perdue.',
].join('\n')

type Play = {
  readonly stage: Stage
  readonly session: string
  readonly block: string | undefined
  readonly convener: Actor
  readonly start: Date
}

/** What was asked, written at a table and said word for word while last year's session ran. */
export async function playFloor({ stage, session, block, convener, start }: Play): Promise<void> {
  const after = (minutes: number) => ({ actor: convener, at: new Date(start.getTime() + minutes * 60_000) })
  for (const [index, { answer, ...asked }] of ASKED.entries()) {
    const question = sending(index)
    await stage.call('floor.ask-question', { session, id: question, ...asked }, after(45 + index))
    await stage.call('floor.decide-question', { session, question, decision: 'show' }, after(50 + index))
    await stage.call(
      'floor.decide-question',
      { session, question, decision: 'answer', answer, language: asked.language },
      after(60 + 5 * index),
    )
  }
  await stage.call('floor.start-turn', { session, id: sending(20), label: 'Le secrétaire', role: 'host', language: 'fr' }, after(16))
  await stage.call(
    'floor.start-turn',
    { session, id: sending(21), label: 'Une participante', role: 'participant', language: 'en' },
    after(42),
  )
  await stage.call('floor.stop-turn', { session }, after(58))
  const texts = [
    { guiding: 1, text: 'Une carte d’anniversaire suffit, si quelqu’un répond.' },
    { guiding: 2, text: 'Le silence de l’administration, plus que la distance.' },
  ]
  await stage.call('floor.file-table', { session, id: sending(30), number: 4, sat: 9, language: 'fr', texts }, after(90))
  const transcript = sending(40)
  await stage.call('floor.import-transcript', { session, id: transcript, block, language: 'fr', source: TRANSCRIPT }, after(92))
  await stage.call('floor.publish-transcript', { session, transcript }, after(93))
  const quoted = { text: 'Une lettre sans nom de destinataire est une lettre perdue.', guiding: 2 }
  await stage.call('floor.mark-extract', { session, id: sending(41), transcript, position: 1, ...quoted }, after(94))
}
