import { countryName } from '../../../web/countries.ts'
import { href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import { Day } from '../../../web/time.tsx'
import type { Absence, AbsencePlace } from '../queries/absence.ts'

type Props = {
  readonly page: Page
  readonly slug: string
  readonly absence: Absence
  /** When the tens of participants were counted; null: not yet. */
  readonly countedOn: Date | null
  readonly live: boolean
}

/** So many of those who are missing are named in sentences; the others stand in the table. */
const MOST_NAMED = 5

/** Where participants live beside where those live who were born in the country of origin: who is missing first, then all numbers, then what they do not say. */
export function Compared(props: Props) {
  const { page, absence } = props
  const { say } = page
  const { origin, stock } = absence
  const day = say.day(new Date(`${stock.importedOn}T00:00:00Z`), 'UTC')
  return (
    <>
      <h3>{say('absence.title')}</h3>
      <p>{say('absence.what', { origin: countryName(say.locale, origin), year: String(stock.year) })}</p>
      {stock.invented ? <p class="note">{say('absence.invented')}</p> : null}
      <Missing {...props} />
      <Numbers {...props} />
      {(absence.inNoTen ?? 0) > 0 ? <p>{say('absence.in-no-ten', { share: shareIn(say, absence.inNoTen ?? 0) })}</p> : null}
      <p>
        {say('absence.source', { source: stock.source, year: String(stock.year), day })}{' '}
        <a href={href(page, `/places/stock/${origin}`)}>{say('absence.all-numbers')}</a>
      </p>
      <p>{say('absence.what-not')}</p>
    </>
  )
}

function Missing({ page, slug, absence, live }: Props) {
  const { say } = page
  const missing = absence.places.filter(({ people }) => people === null)
  if (missing.length === 0) return <p>{say('absence.nobody-missing')}</p>
  return (
    <>
      <ul class="rows">
        {missing.slice(0, MOST_NAMED).map(({ country, stockShare }) => {
          const name = countryName(say.locale, country)
          return (
            <li>
              <p>{say('absence.missing', { country: name, share: shareIn(say, stockShare ?? 0) })}</p>
              {live ? (
                <p>
                  <a href={href(page, `/dialogues/${slug}/kit?for=${country}`)}>{say('absence.kit', { country: name })}</a>
                </p>
              ) : null}
            </li>
          )
        })}
      </ul>
      {missing.length > MOST_NAMED ? <p class="quiet">{say('absence.more', { count: missing.length - MOST_NAMED })}</p> : null}
    </>
  )
}

function Numbers({ page, absence, countedOn }: Props) {
  const { say } = page
  const { places, others } = absence
  return (
    <table class="stacked pairs">
      <caption class="quiet">
        {say('absence.table')}
        {countedOn === null ? null : (
          <>
            . {say('coverage.counted')} <Day page={page} at={countedOn} />
          </>
        )}
      </caption>
      <thead>
        <tr>
          <th scope="col">{say('coverage.country')}</th>
          <th scope="col">{say('absence.column-people')}</th>
          <th scope="col">{say('absence.column-stock')}</th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <Row page={page} name={countryName(say.locale, place.country)} people={peopleIn(say, place)} stock={stockIn(say, place)} />
        ))}
        {others.countries === 0 ? null : (
          <Row
            page={page}
            name={say('absence.others', { count: others.countries })}
            people={say('absence.too-few')}
            stock={shareIn(say, others.stockShare)}
          />
        )}
      </tbody>
    </table>
  )
}

function Row({ page: { say }, name, people, stock }: { page: Page; name: string; people: string; stock: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-column={say('absence.column-people')}>{people}</td>
      <td data-column={say('absence.column-stock')}>{stock}</td>
    </tr>
  )
}

function peopleIn(say: Say, { people, share }: AbsencePlace): string {
  return people === null ? say('absence.too-few') : say('absence.people', { count: say.number(people), share: shareIn(say, share ?? 0) })
}

function stockIn(say: Say, { stock, stockShare }: AbsencePlace): string {
  return stock === null ? say('absence.itself') : say('absence.stock', { count: say.number(stock), share: shareIn(say, stockShare ?? 0) })
}

/** In whole percent; somebody is there who is less than one. */
const shareIn = (say: Say, share: number): string => (share > 0 && share < 0.01 ? say('absence.under-one') : say.share(share))
