import { countryName } from '../../../web/countries.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Statistics } from '../queries/statistics.ts'
import { groundIn, type Rules } from './pieces.tsx'

/** Names of rules that statements were hidden for; the hub knows them from whatever room published them. */
type Props = {
  readonly page: Page
  readonly numbers: Statistics
  readonly rules: Rules
  readonly hours: number
  readonly mayDecide: boolean
}

/** What anybody may know of reports and decisions. */
export function StatisticsPage({ page, numbers, rules, hours, mayDecide }: Props) {
  const { say } = page
  const counts: readonly (readonly [string, string])[] = [
    [say('record.reports'), people(page, numbers.reports)],
    [say('record.waiting'), say.number(numbers.waiting)],
    [say('record.kept'), say.number(numbers.kept)],
    [say('record.labelled'), say.number(numbers.labelled)],
    [say('record.hidden'), say.number(numbers.hidden)],
    [say('record.median'), numbers.medianHours === null ? say('record.none-yet') : say('record.hours', { count: numbers.medianHours })],
    [say('record.appeals'), people(page, numbers.appeals)],
    [say('record.appeals-decided'), say.number(numbers.appealsDecided)],
    [say('record.overturned'), say.number(numbers.overturned)],
    [say('record.requests'), say.number(numbers.requests)],
    [say('record.requests-hidden'), say.number(numbers.requestsHidden)],
    [say('record.pressure'), people(page, numbers.pressure)],
  ]
  return (
    <Layout page={page} title={say('record.title')} description={say('record.lead', { hours })}>
      <h1>{say('record.title')}</h1>
      <p class="lead">{say('record.lead', { hours })}</p>
      {mayDecide ? (
        <p class="actions">
          <a class="button" href={href(page, '/moderation/queue')}>
            {say('queue.title')}
          </a>
        </p>
      ) : null}
      <table>
        <caption>{say('record.numbers')}</caption>
        <tbody>
          {counts.map(([name, count]) => (
            <tr>
              <th scope="row">{name}</th>
              <td class="number">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href={href(page, '/moderation/moderators')}>{say('moderators.link')}</a>
      </p>
      <Grounds page={page} numbers={numbers} rules={rules} />
      <Authorities page={page} numbers={numbers} />
      <p class="quiet">{say('record.how')}</p>
      <p>
        {say('report.state')} <a href={href(page, '/pressure')}>{say('pressure.title')}</a>
      </p>
    </Layout>
  )
}

const people = ({ say }: Page, count: number | null): string => (count === null ? say('record.few') : say.number(count))

function Grounds({ page, numbers, rules }: Pick<Props, 'page' | 'numbers' | 'rules'>) {
  const { say } = page
  if (numbers.byRule.length === 0) return null
  return (
    <table>
      <caption>{say('record.by-rule')}</caption>
      <tbody>
        {numbers.byRule.map(({ rule, count }) => (
          <tr>
            <th scope="row">{rule === 'law' ? say('case.by-law') : groundIn(say, rules, { rule, law: null })}</th>
            <td class="number">{say.number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Who asked for removals, as far as the law lets it be told. Where nobody did, the zero above says so. */
function Authorities({ page, numbers }: Pick<Props, 'page' | 'numbers'>) {
  const { say } = page
  if (numbers.byAuthority.length === 0) return null
  return (
    <table>
      <caption>{say('record.by-authority')}</caption>
      <tbody>
        {numbers.byAuthority.map(({ authority, country, count }) => (
          <tr>
            <th scope="row">
              {authority === null ? say('request.unnamed') : <bdi>{authority}</bdi>}
              {country === null ? null : ` · ${countryName(say.locale, country)}`}
            </th>
            <td class="number">{say.number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
