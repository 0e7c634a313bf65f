import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { PlaceMoment } from '../../../web/time.tsx'
import type { Card } from '../queries/shapes.ts'

export type Values = Readonly<Record<string, string>>

type Span = { readonly startsAt: Date; readonly endsAt: Date; readonly zone: string }

/** On the clock of the event, on the reader's where it is known, and on the hub's where that differs from both. */
export function When({ page, at: { startsAt, endsAt, zone } }: { page: Page; at: Span }) {
  const { say, homeZone } = page
  const sameDay = say.day(startsAt, zone) === say.day(endsAt, zone)
  const sameAtHome = say.day(startsAt, zone) === say.day(startsAt, homeZone)
  const shown = homeZone === zone || homeZone === page.zone || say.moment(startsAt, homeZone) === say.moment(startsAt, zone)
  return (
    <span class="moment">
      {weekday(page, startsAt, zone)} <PlaceMoment page={page} at={startsAt} zone={zone} />{' '}
      <span class="quiet">
        {say('event.until', { moment: sameDay ? say.hour(endsAt, zone) : say.moment(endsAt, zone) })}
        {shown ? null : (
          <>
            {' '}
            ·{' '}
            <time datetime={startsAt.toISOString()}>
              {sameAtHome ? `${say.hour(startsAt, homeZone)} ${say.zone(startsAt, homeZone)}` : say.moment(startsAt, homeZone)}
            </time>{' '}
            {say('time.home')}
          </>
        )}
      </span>
    </span>
  )
}

export const weekday = (page: Page, at: Date, zone: string): string =>
  new Intl.DateTimeFormat(page.say.locale, { weekday: 'long', timeZone: zone }).format(at)

/** Called off or moved: a word, and what it was before. */
export function EventState({ page, card }: { page: Page; card: Pick<Card, 'state' | 'reason' | 'reasonLanguage' | 'movedFrom' | 'zone'> }) {
  const { say } = page
  if (card.state === 'draft')
    return (
      <p class="status">
        <strong>{say('event.state.draft')}</strong> {say('event.draft.what')}
      </p>
    )
  if (card.state === 'called-off')
    return (
      <p class="status late">
        <strong>{say('event.state.called-off')}</strong> <Reason card={card} />
      </p>
    )
  if (card.movedFrom === null) return null
  return (
    <p class="status late">
      <strong>{say('event.state.moved')}</strong> {say('event.moved-from', { moment: say.moment(card.movedFrom, card.zone) })}{' '}
      <Reason card={card} />
    </p>
  )
}

const Reason = ({ card: { reason, reasonLanguage } }: { card: Pick<Card, 'reason' | 'reasonLanguage'> }) =>
  reason === null ? null : <InLanguage language={reasonLanguage ?? 'und'}>{reason}</InLanguage>

/** One line of a calendar. */
export function EventLine({ page, card, level = 'h3' }: { page: Page; card: Card; level?: 'h2' | 'h3' }) {
  const { say } = page
  const where = [
    ...(card.way === 'online' ? [] : [card.place?.name ?? card.venue]),
    ...(card.way === 'in-person' ? [] : [say(`event.way.${card.way}`)]),
  ].filter((part) => part !== '')
  return (
    <li>
      <InLanguage as={level} language={card.language}>
        <a href={href(page, card.path)}>{card.title}</a>
      </InLanguage>
      <p>
        <When page={page} at={card} />
      </p>
      <EventState page={page} card={card} />
      <p class="quiet">
        {say(`event.kind.${card.kind}`)} ·{' '}
        <InLanguage language={card.host.language}>
          <a href={href(page, card.host.path)}>{card.host.name}</a>
        </InLanguage>
        {where.map((part) => (
          <>
            {' '}
            · <bdi>{part}</bdi>
          </>
        ))}
        {card.people === null ? null : ` · ${say('event.people', { count: card.people })}`}
        {card.open ? null : ` · ${say('event.for-members')}`}
      </p>
      {card.kind !== 'feast' || card.source === null ? null : (
        <p class="quiet">{say('event.source', { source: `\u2068${card.source}\u2069` })}</p>
      )}
    </li>
  )
}

export const EventLines = ({ page, cards, level }: { page: Page; cards: readonly Card[]; level?: 'h2' | 'h3' }) => (
  <ul class="rows">
    {cards.map((card) => (
      <EventLine page={page} card={card} {...(level === undefined ? {} : { level })} />
    ))}
  </ul>
)

export const Done = ({ page, done }: { page: Page; done: string | null }) =>
  done === null ? null : (
    <p class="done" role="status">
      {page.say(`event.done.${done}`)}
    </p>
  )
