import { countryName } from '../../../web/countries.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import type { Stock } from '../queries/stock.ts'

type Props = { readonly page: Page; readonly origin: string; readonly stock: Stock; readonly years: readonly number[] }

export const stockPath = (origin: string): string => `/places/stock/${origin}`
export const fileName = (origin: string, year: number): string => `migrant-stock-${origin}-${year}.csv`

/** Where those live who were born in one country, with all that is needed to check and to cite it. */
export function StockPage({ page, origin, stock, years }: Props) {
  const { say } = page
  const title = say('stock.title', { country: countryName(say.locale, origin) })
  const lead = say('stock.lead', { count: stock.total, year: String(stock.year) })
  return (
    <Layout page={page} title={title} description={lead}>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      {stock.invented ? <p class="note">{say('stock.invented')}</p> : null}
      <p>{say('stock.what-not')}</p>
      <Years page={page} origin={origin} stock={stock} years={years} />
      <Numbers page={page} origin={origin} stock={stock} years={years} />
      <Sources page={page} stock={stock} />
    </Layout>
  )
}

function Years({ page, origin, stock, years }: Props) {
  if (years.length < 2) return null
  return (
    <nav class="tabs" aria-label={page.say('stock.years')}>
      {years.toReversed().map((year) => (
        <a href={href(page, `${stockPath(origin)}?year=${year}`)} aria-current={year === stock.year ? 'page' : undefined}>
          {year}
        </a>
      ))}
    </nav>
  )
}

function Numbers({ page, origin, stock }: Props) {
  const { say } = page
  return (
    <section>
      <h2>{say('stock.table')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('stock.country')}</th>
            <th scope="col" class="number">
              {say('stock.people')}
            </th>
            <th scope="col" class="number">
              {say('stock.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {stock.byDestination.map(({ country, count }) => (
            <tr>
              <th scope="row">{countryName(say.locale, country)}</th>
              <td class="number">{say.number(count)}</td>
              <td class="number">{shareIn(say, count / stock.total)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('stock.total')}</th>
            <td class="number">{say.number(stock.total)}</td>
            <td class="number">{say.share(1)}</td>
          </tr>
        </tfoot>
      </table>
      <p>{say('stock.recompute')}</p>
      <p class="actions">
        <a class="button quiet" href={href(page, `${stockPath(origin)}/${fileName(origin, stock.year)}`)} download>
          {say('stock.download')}
        </a>
      </p>
    </section>
  )
}

/** In whole percent; nobody who is counted has a share of nothing. */
const shareIn = (say: Say, share: number): string => (share < 0.01 ? say('stock.under-one') : say.share(share))

function Sources({ page, stock }: { page: Page; stock: Stock }) {
  const { say } = page
  const day = (text: string): string => say.day(new Date(`${text}T00:00:00Z`), 'UTC')
  return (
    <section>
      <h2>{say('stock.source')}</h2>
      <dl class="facts">
        <dt>{say('stock.source')}</dt>
        <dd dir="auto">{stock.source}</dd>
        <dt>{say('stock.licence')}</dt>
        <dd dir="auto">
          <Linked text={stock.licence} />
        </dd>
        {stock.retrievedOn === null ? null : (
          <>
            <dt>{say('stock.retrieved')}</dt>
            <dd>{day(stock.retrievedOn)}</dd>
          </>
        )}
        <dt>{say('stock.imported')}</dt>
        <dd>{day(stock.importedOn)}</dd>
        {stock.invented ? null : (
          <>
            <dt>{say('stock.changed')}</dt>
            <dd>{say('stock.changed-what')}</dd>
          </>
        )}
        {stock.leftOut.length === 0 ? null : (
          <>
            <dt>{say('stock.left-out')}</dt>
            <dd lang="en" dir="ltr">
              {stock.leftOut.join(', ')}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

/** The address of a licence is for following. */
function Linked({ text }: { text: string }) {
  const [before = '', url] = text.split(/(https?:\/\/\S+)/)
  return url === undefined ? (
    <>{text}</>
  ) : (
    <>
      {before}
      <a href={url} rel="license">
        {url}
      </a>
    </>
  )
}
