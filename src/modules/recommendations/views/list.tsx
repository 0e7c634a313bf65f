import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Parts } from '../../../web/parts.tsx'
import { SelectField } from '../../../web/fields.tsx'
import { DayWords } from '../../../web/time.tsx'
import type { Card } from '../queries/cards.ts'
import { GCM, SDGS, STATUSES } from '../rules.ts'
import { AddresseeWords, StatusWords } from './pieces.tsx'

export type ListProps = {
  readonly page: Page
  readonly cards: readonly Card[]
  readonly counts: Readonly<Partial<Record<string, number>>>
  /** What the reader asked for, as it stands in the address. */
  readonly asked: Readonly<Record<string, string>>
  readonly addressees: readonly { readonly id: string; readonly name: string }[]
  readonly sessions: readonly { readonly id: string; readonly title: string }[]
  readonly part: { readonly number: number; readonly of: number }
}

export function RecommendationsPage({ page, cards, counts, asked, addressees, sessions, part }: ListProps) {
  const { say } = page
  const plain = Object.keys(asked).length === 0
  return (
    <Layout page={page} title={say('recommendation.list.title')} description={say('recommendation.list.lead')}>
      <h1>{say('recommendation.list.title')}</h1>
      <p class="lead">{say('recommendation.list.lead')}</p>
      <Counts page={page} counts={counts} asked={asked} />
      <details open={!plain}>
        <summary>{say('recommendation.filter')}</summary>
        <FilterForm page={page} asked={asked} addressees={addressees} sessions={sessions} />
      </details>
      {cards.length === 0 ? (
        <p class="empty">{say(plain ? 'recommendation.list.none' : 'recommendation.list.none-so')}</p>
      ) : (
        <CardRows page={page} cards={cards} withSession heading="h2" />
      )}
      <Parts
        part={part}
        to={(number) => href(page, `/recommendations${queryOf({ ...asked, part: String(number) })}`)}
        words={{ name: say('recommendation.parts'), before: say('recommendation.parts.before'), after: say('recommendation.parts.after') }}
      />
      <p class="actions">
        <a class="button quiet" href={href(page, `/recommendations/export.csv${queryOf(asked)}`)}>
          {say('recommendation.csv')}
        </a>
      </p>
      <p class="quiet">{say('recommendation.list.how')}</p>
    </Layout>
  )
}

export const queryOf = (asked: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(asked).toString()
  return query === '' ? '' : `?${query}`
}

/** Each number leads to its rows. */
function Counts({ page, counts, asked }: Pick<ListProps, 'page' | 'counts' | 'asked'>) {
  const { say } = page
  const there = STATUSES.filter((status) => (counts[status] ?? 0) > 0)
  if (there.length === 0) return null
  return (
    <dl class="numbers">
      {there.map((status) => (
        <div>
          <dt>
            <a href={href(page, `/recommendations${queryOf({ ...asked, status })}`)}>{say(`recommendation.status.${status}`)}</a>
          </dt>
          <dd class={status === 'silent' ? 'clay' : undefined}>{say.number(counts[status] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  )
}

function FilterForm({ page, asked, addressees, sessions }: Pick<ListProps, 'page' | 'asked' | 'addressees' | 'sessions'>) {
  const { say } = page
  const any = { value: '', label: say('recommendation.any') }
  return (
    <form method="get" action={href(page, '/recommendations')}>
      <SelectField
        name="status"
        label={say('recommendation.filter.status')}
        value={asked['status'] ?? ''}
        options={[
          any,
          ...STATUSES.filter((one) => one !== 'draft').map((value) => ({ value, label: say(`recommendation.status.${value}`) })),
        ]}
      />
      <SelectField
        name="addressee"
        label={say('recommendation.addressee')}
        value={asked['addressee'] ?? ''}
        options={[any, ...addressees.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <SelectField
        name="session"
        label={say('recommendation.filter.session')}
        value={asked['session'] ?? ''}
        options={[any, ...sessions.map(({ id, title }) => ({ value: id, label: title }))]}
      />
      <SelectField
        name="sdg"
        label={say('recommendation.sdgs')}
        value={asked['sdg'] ?? ''}
        options={[any, ...SDGS.map((goal) => ({ value: String(goal), label: `${goal} · ${say(`sdg.${goal}`)}` }))]}
      />
      <SelectField
        name="gcm"
        label={say('recommendation.gcms')}
        value={asked['gcm'] ?? ''}
        options={[any, ...GCM.map((goal) => ({ value: String(goal), label: `${goal} · ${say(`recommendation.gcm.${goal}`)}` }))]}
      />
      <button>{say('recommendation.filter.do')}</button>
    </form>
  )
}

type RowsProps = { page: Page; cards: readonly Card[]; withSession?: boolean; heading?: 'h2' | 'h3' }

export function CardRows({ page, cards, withSession = false, heading: Heading = 'h3' }: RowsProps) {
  const { say } = page
  return (
    <ul class="cards">
      {cards.map((card) => (
        <li class="card">
          <Heading>
            <a href={href(page, card.path)}>
              <InLanguage language={card.heading.language}>{card.heading.text}</InLanguage>
            </a>
          </Heading>
          <StatusWords page={page} {...card} />
          <p class="quiet">
            {say('recommendation.number', { number: card.number })} · {say('recommendation.to')}{' '}
            <AddresseeWords page={page} addressee={card.addressee} />
            {card.actBy === null ? null : (
              <>
                {' '}
                · {say('recommendation.act-by')} <DayWords page={page} day={card.actBy} />
              </>
            )}
            {withSession ? (
              <>
                {' '}
                ·{' '}
                <a href={href(page, card.session.path)}>
                  <InLanguage language={card.session.language}>{card.session.title}</InLanguage>
                </a>
              </>
            ) : null}
          </p>
          {card.sources.changed ? (
            <p class="status late">
              <strong>
                <span aria-hidden="true">! </span>
                {say('recommendation.unsound')}
              </strong>
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
