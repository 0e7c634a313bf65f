import type { Child } from 'hono/jsx'
import { SelectField, type Option } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Parts } from '../../../web/parts.tsx'
import type { Card } from '../queries/cards.ts'
import type { Counts } from '../queries/list.ts'
import { FILTERS, SDGS } from '../rules.ts'
import { BodyWords, CardRows, sayQuarter, StatusWords } from './pieces.tsx'

export type Asked = Readonly<Record<string, string>>
export const queryOf = (asked: Asked): string => {
  const query = new URLSearchParams(asked).toString()
  return query === '' ? '' : `?${query}`
}

const CLAY: ReadonlySet<string> = new Set(['late', 'silent', 'unanswered', 'not-kept'])
const VIEWS = [
  ['/commitments', 'commitment.view.board'],
  ['/commitments/by-body', 'commitment.view.by-body'],
  ['/commitments/by-quarter', 'commitment.view.by-quarter'],
  ['/commitments/gaps', 'commitment.view.gaps'],
] as const

/** The frame of every view of the board. */
export function BoardFrame({ page, children, wide = false }: { page: Page; children?: Child; wide?: boolean }) {
  const { say } = page
  return (
    <Layout page={page} title={say('commitment.board')} description={say('commitment.board.lead')} width={wide ? 'wide' : 'reading'}>
      <h1>{say('commitment.board')}</h1>
      <p class="lead">{say('commitment.board.lead')}</p>
      <nav class="tabs" aria-label={say('commitment.views')}>
        {VIEWS.map(([path, key]) => (
          <a href={href(page, path)} aria-current={page.path === path ? 'page' : undefined}>
            {say(key)}
          </a>
        ))}
      </nav>
      {children}
      <p class="quiet">{say('commitment.board.how')}</p>
    </Layout>
  )
}

/** Each number leads to its rows. */
export function CountNumbers({ page, counts, asked }: { page: Page; counts: Counts; asked: Asked }) {
  const { say } = page
  const there = FILTERS.filter((status) => (counts[status] ?? 0) > 0)
  if (there.length === 0) return null
  return (
    <dl class="numbers">
      {there.map((status) => (
        <div>
          <dt>
            <a href={href(page, `/commitments${queryOf({ ...asked, status })}`)}>{say(`commitment.status.${status}`)}</a>
          </dt>
          <dd class={CLAY.has(status) ? 'clay' : undefined}>{say.number(counts[status] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  )
}

export type BoardProps = {
  readonly page: Page
  readonly cards: readonly Card[]
  readonly counts: Counts
  readonly asked: Asked
  readonly leads: readonly Option[]
  readonly editions: readonly Option[]
  readonly part: { readonly number: number; readonly of: number }
  readonly mayMake: boolean
}

export function BoardPage({ page, cards, counts, asked, leads, editions, part, mayMake }: BoardProps) {
  const { say } = page
  const plain = Object.keys(asked).length === 0
  return (
    <BoardFrame page={page}>
      <CountNumbers page={page} counts={counts} asked={asked} />
      {mayMake ? (
        <p class="actions">
          <a class="button" href={href(page, '/commitments/new')}>
            {say('commitment.make')}
          </a>
        </p>
      ) : null}
      <details open={!plain}>
        <summary>{say('commitment.filter')}</summary>
        <FilterForm page={page} asked={asked} leads={leads} editions={editions} />
      </details>
      {cards.length === 0 ? (
        <p class="empty">{say(plain ? 'commitment.none' : 'commitment.none-so')}</p>
      ) : (
        <CardRows page={page} cards={cards} heading="h2" />
      )}
      <Parts
        part={part}
        to={(number) => href(page, `/commitments${queryOf({ ...asked, part: String(number) })}`)}
        words={{ name: say('commitment.parts'), before: say('commitment.parts.before'), after: say('commitment.parts.after') }}
      />
      <p class="actions">
        <a class="button quiet" href={href(page, `/commitments/export.csv${queryOf(asked)}`)}>
          {say('commitment.csv')}
        </a>
      </p>
      <p>
        <a href={href(page, '/practices')}>{say('practice.go')}</a>
      </p>
    </BoardFrame>
  )
}

function FilterForm({ page, asked, leads, editions }: Pick<BoardProps, 'page' | 'asked' | 'leads' | 'editions'>) {
  const { say } = page
  const any = { value: '', label: say('commitment.any') }
  const fields: readonly (readonly [name: string, label: string, options: readonly Option[]])[] = [
    ['status', say('commitment.filter.status'), FILTERS.map((value) => ({ value, label: say(`commitment.status.${value}`) }))],
    [
      'kind',
      say('commitment.filter.kind'),
      [
        { value: 'government', label: say('commitment.kind.government') },
        { value: 'society', label: say('commitment.kind.society') },
      ],
    ],
    ['lead', say('commitment.field.lead'), leads],
    ['edition', say('commitment.field.edition'), editions],
    ['sdg', say('commitment.field.sdgs'), SDGS.map((goal) => ({ value: String(goal), label: `${goal}. ${say(`sdg.${goal}`)}` }))],
  ]
  return (
    <form method="get" action={href(page, '/commitments')}>
      {fields.map(([name, label, options]) => (
        <SelectField name={name} label={label} value={asked[name] ?? ''} options={[any, ...options]} />
      ))}
      <button>{say('commitment.filter.do')}</button>
    </form>
  )
}

export type BodyRow = { readonly body: Card['lead']; readonly counts: Counts; readonly all: number }

/** The bodies side by side; those of governments first, on their own. */
export function ByBodyPage({ page, government, society }: { page: Page; government: readonly BodyRow[]; society: readonly BodyRow[] }) {
  const { say } = page
  return (
    <BoardFrame page={page} wide>
      <BodyTable page={page} heading={say('commitment.kind.government')} rows={government} />
      <BodyTable page={page} heading={say('commitment.kind.society')} rows={society} />
    </BoardFrame>
  )
}

function BodyTable({ page, heading, rows }: { page: Page; heading: string; rows: readonly BodyRow[] }) {
  const { say } = page
  if (rows.length === 0)
    return (
      <section>
        <h2>{heading}</h2>
        <p class="empty">{say('commitment.none-of-kind')}</p>
      </section>
    )
  // A column in which there is nothing but noughts says nothing.
  const columns = FILTERS.filter((status) => rows.some(({ counts }) => (counts[status] ?? 0) > 0))
  return (
    <section>
      <h2>{heading}</h2>
      <div class="scroll" tabindex={0} role="region" aria-label={heading}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('commitment.field.lead')}</th>
              <th scope="col" class="number">
                {say('commitment.all')}
              </th>
              {columns.map((status) => (
                <th scope="col" class="number">
                  {say(`commitment.status.${status}`)}
                </th>
              ))}
              <th scope="col">{say('commitment.reports')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ body, counts, all }) => (
              <tr>
                <th scope="row">
                  <BodyWords page={page} body={body} />
                </th>
                <td class="number">
                  <a href={href(page, `/commitments?lead=${body.id}`)}>{say.number(all)}</a>
                </td>
                {columns.map((status) => (
                  <td class="number">
                    {counts[status] === undefined ? (
                      say.number(0)
                    ) : (
                      <a href={href(page, `/commitments${queryOf({ lead: body.id, status })}`)}>{say.number(counts[status] ?? 0)}</a>
                    )}
                  </td>
                ))}
                <td>
                  <a href={href(page, `/commitments/reports/${body.slug}`)}>{say('commitment.reports.open')}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What is due when: one heading for each quarter, the nearest first. */
export function ByQuarterPage({ page, quarters }: { page: Page; quarters: readonly (readonly [string, readonly Card[]])[] }) {
  const { say } = page
  return (
    <BoardFrame page={page}>
      {quarters.length === 0 ? <p class="empty">{say('commitment.none')}</p> : null}
      {quarters.map(([quarter, cards]) => (
        <section>
          <h2>{sayQuarter(page, quarter)}</h2>
          <ul class="rows">
            {cards.map((card) => (
              <li>
                <p>
                  <a href={href(page, card.path)}>
                    <InLanguage language={card.language}>{card.title}</InLanguage>
                  </a>{' '}
                  · <BodyWords page={page} body={card.lead} />
                </p>
                <StatusWords page={page} card={card} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </BoardFrame>
  )
}
