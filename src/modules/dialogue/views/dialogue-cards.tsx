import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'

export type CardOfDialogue = {
  readonly slug: string
  readonly origin: 'here' | 'polis'
  readonly phase: 'draft' | 'announced' | 'open' | 'closed' | 'answered'
  readonly language: string
  readonly title: string
  readonly summary: string
  readonly body: { readonly slug: string; readonly name: string; readonly language: string } | null
  readonly opensAt: string
  readonly closesAt: string
  readonly answerBy: string
  readonly answeredAt: string | null
  readonly participants: number | null
  readonly statements: number
}

type CardsProps = {
  readonly page: Page
  readonly cards: readonly CardOfDialogue[]
  /** The level below whatever stands over the cards. */
  readonly heading?: 'h2' | 'h3'
  /** With how many take part and how much was said. */
  readonly numbers?: boolean
}

export function DialogueCards({ page, cards, heading = 'h3', numbers = false }: CardsProps) {
  return (
    <ul class="cards">
      {cards.map((card) => (
        <li class="card">
          <InLanguage as={heading} language={card.language}>
            <a href={href(page, `/dialogues/${card.slug}`)}>{card.title}</a>
          </InLanguage>
          {card.summary === '' ? null : (
            <InLanguage as="p" language={card.language}>
              {card.summary}
            </InLanguage>
          )}
          {card.body === null ? null : (
            <p class="quiet">
              <InLanguage language={card.body.language}>{card.body.name}</InLanguage>
            </p>
          )}
          <Status page={page} card={card} />
          {numbers && card.phase !== 'announced' ? (
            <p class="quiet">
              {card.participants === null
                ? page.say('dialogue.card.few', { statements: card.statements })
                : page.say('dialogue.card.numbers', { participants: card.participants, statements: card.statements })}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** A word, a day: open until, answered on, answer owed by. Late is said, and said in clay. */
export function Status({
  page,
  card,
}: {
  page: Page
  card: Pick<CardOfDialogue, 'origin' | 'phase' | 'opensAt' | 'closesAt' | 'answerBy' | 'answeredAt'>
}) {
  const { say } = page
  const answerBy = new Date(card.answerBy)
  if (card.phase === 'draft') return <p class="status">{say('dialogue.status.draft')}</p>
  if (card.origin === 'polis') {
    return (
      <p class="status">
        <strong>{say('dialogue.status.imported')}</strong> <Day page={page} at={new Date(card.closesAt)} />
      </p>
    )
  }
  const late = card.phase === 'closed' && page.now > answerBy
  const word = late ? say('dialogue.status.late') : say(`dialogue.status.${card.phase}`)
  const at = { announced: card.opensAt, open: card.closesAt, closed: card.answerBy, answered: card.answeredAt ?? card.answerBy }[card.phase]
  return (
    <p class={late ? 'status late' : 'status'}>
      <strong>{word}</strong> <Day page={page} at={new Date(at)} />
    </p>
  )
}
