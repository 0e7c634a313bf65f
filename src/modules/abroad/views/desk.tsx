import { FileField, Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords, DayWords } from '../../../web/time.tsx'
import type { Place } from '../../places/index.ts'
import type { DeskShown } from '../queries/page.ts'
import type { Shown } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'
import { Crumb, Name, Ways } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly place: Place
  readonly desk: DeskShown
  /** The pages that the reader can say to have looked through: that of the country, or those of towns. */
  readonly looks: readonly Place[]
  readonly answering?: Answering | undefined
}

/** An answer to a remark that was refused, as it was written. */
export type Answering = { readonly remark: string; readonly outcome: string; readonly answer: string; readonly problem: Problem }

/** What waits for those who keep the pages of a country: the first to be answered stands first. */
export function DeskPage(props: Props) {
  const { page, place, desk, answering } = props
  const { say } = page
  const title = say('abroad.desk.title', { place: `\u2068${place.name}\u2069` })
  const nothing = Object.values(desk).every((list) => list.length === 0)
  return (
    <Layout page={page} title={title} index={false}>
      <Crumb page={page} place={place} origins={[]} />
      <h1>{title}</h1>
      <ProblemNote page={page} problem={answering === undefined ? undefined : { ...answering.problem, fields: new Map() }} />
      {nothing ? <p class="empty">{say('abroad.desk.nothing')}</p> : null}
      <Section page={page} title={say('abroad.desk.proposals')} items={desk.proposals} />
      <Remarks {...props} />
      <Section page={page} title={say('abroad.desk.to-check')} items={desk.toCheck} />
      <Links {...props} />
      <Section page={page} title={say('abroad.desk.ownerless')} items={desk.ownerless} />
      {props.looks.map((one) => (
        <Form page={page} action={`${href(page, one.path)}/look`}>
          <p>
            <Name of={one} /> · {say('abroad.look.what')}
          </p>
          <button class="quiet">{say('abroad.look')}</button>
        </Form>
      ))}
      <ul class="targets">
        <li>
          <a href={href(page, `${place.path}/import`)}>{say('abroad.import')}</a>
        </li>
        <li>
          <a href={href(page, '/abroad/towns/new')}>{say('abroad.town.add')}</a>
        </li>
        <li>
          <a href={href(page, `${place.path}/stewards`)}>{say('abroad.care.all')}</a>
        </li>
      </ul>
    </Layout>
  )
}

function Section({ page, title, items }: { page: Page; title: string; items: readonly Shown[] }) {
  if (items.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul class="rows">
        {items.map((item) => (
          <li>
            <ItemLine page={page} item={item} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Something that was published is one press away from being checked; a proposal is read on its own page first. */
function ItemLine({ page, item }: { page: Page; item: Shown }) {
  const { say } = page
  const proposed = item.state === 'proposed'
  const late = proposed ? item.overdue : item.freshness !== 'holds'
  return (
    <>
      <p>
        <a href={href(page, item.path)}>
          <InLanguage language={item.language}>{item.title}</InLanguage>
        </a>{' '}
        <span class="quiet">
          · <Name of={item.place} />
        </span>
      </p>
      <p class={late ? 'status late' : 'status'}>
        <strong>{say(proposed ? 'abroad.state.proposed' : late ? 'abroad.to-check' : 'abroad.holds-until')}</strong>{' '}
        {proposed ? (
          say(item.overdue ? 'abroad.state.overdue' : 'abroad.state.answer-by', { day: dayInWords(page, item.answerBy) })
        ) : (
          <DayWords page={page} day={item.expiresOn ?? item.proposedOn} />
        )}
      </p>
      {proposed ? null : (
        <Form page={page} action={`${href(page, item.path)}/checks`}>
          <input type="hidden" name="then" value="desk" />
          <button class="quiet">{say('abroad.check')}</button>
        </Form>
      )}
    </>
  )
}

function Remarks({ page, desk, answering }: Props) {
  const { say } = page
  const written = (id: string) => (answering?.remark === id ? answering : undefined)
  if (desk.remarks.length === 0) return null
  return (
    <section>
      <h2>{say('abroad.desk.remarks')}</h2>
      {desk.remarks.map((remark) => (
        <article class="card">
          <h3>
            <a href={href(page, `/abroad/items/${remark.item}`)}>
              <bdi>{remark.title}</bdi>
            </a>
          </h3>
          <p>{say(`abroad.remark.${remark.sort}`)}</p>
          {remark.words === '' ? null : (
            <InLanguage as="blockquote" language={remark.language}>
              {remark.words}
            </InLanguage>
          )}
          <p class={remark.overdue ? 'status late' : 'status'}>
            <strong>{say('abroad.remark.state.waiting')}</strong>{' '}
            {say(remark.overdue ? 'abroad.state.overdue' : 'abroad.state.answer-by', { day: dayInWords(page, remark.answerBy) })}
          </p>
          <Form page={page} action={href(page, `/abroad/remarks/${remark.id}/answer`)}>
            <SelectField
              name="outcome"
              id={`outcome-${remark.id}`}
              label={say('abroad.remark.outcome')}
              value={written(remark.id)?.outcome}
              options={(['taken', 'declined'] as const).map((outcome) => ({
                value: outcome,
                label: say(`abroad.remark.state.${outcome}`),
              }))}
            />
            <TextArea
              name="answer"
              id={`answer-${remark.id}`}
              label={say('abroad.remark.answer')}
              hint={say('abroad.reason.hint')}
              value={written(remark.id)?.answer}
              rows={2}
              most={LONGEST.reason}
              required
              problem={written(remark.id)?.problem}
            />
            <button>{say('abroad.remark.answer.do')}</button>
          </Form>
        </article>
      ))}
    </section>
  )
}

function Links({ page, desk }: Props) {
  const { say } = page
  if (desk.links.length === 0) return null
  return (
    <section>
      <h2>{say('abroad.desk.links')}</h2>
      <ul class="rows">
        {desk.links.map((item) => (
          <li>
            <p>
              <a href={href(page, item.path)}>
                <InLanguage language={item.language}>{item.title}</InLanguage>
              </a>
            </p>
            <Ways page={page} item={item} />
            {item.links
              .filter(({ movedTo }) => movedTo !== null)
              .map(({ url }) => (
                <Form page={page} action={`${href(page, item.path)}/new-address`}>
                  <input type="hidden" name="url" value={url} />
                  <button class="quiet">{say('abroad.link.take')}</button>
                </Form>
              ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

type Line = {
  readonly line: number
  readonly fate: 'new' | 'changed' | 'same' | 'faulty'
  readonly title: string
  readonly fault: string | null
}
type ImportProps = {
  readonly page: Page
  readonly place: Place
  readonly csv: string
  readonly lines: readonly Line[] | null
  /** The file was in an older form of writing. */
  readonly older: boolean
  readonly problem?: Problem | undefined
}

/** First what would change, line by line; then, by a second press, it is done. */
export function ImportPage({ page, place, csv, lines, older, problem }: ImportProps) {
  const { say } = page
  const clean = lines !== null && !lines.some(({ fate }) => fate === 'faulty')
  return (
    <Layout page={page} title={say('abroad.import')} index={false} scripts={['keep-draft.js']}>
      <Crumb page={page} place={place} origins={[]} />
      <h1>{say('abroad.import')}</h1>
      <p class="lead">{say('abroad.import.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {older ? <p class="note">{say('file.older')}</p> : null}
      {lines === null ? null : (
        <section>
          <h2>{say('abroad.import.preview')}</h2>
          <ul class="rows">
            {lines.map(({ line, fate, title, fault }) => (
              <li>
                <p>
                  {say('abroad.import.line', { line })} · <bdi>{title}</bdi>
                </p>
                <p class={fate === 'faulty' ? 'status late' : 'status'}>
                  <strong>{say(`abroad.import.${fate}`)}</strong> {fault === null ? null : <Fault page={page} fault={fault} />}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Form page={page} action={`${href(page, place.path)}/import`} files>
        <FileField
          name="file"
          label={say('abroad.import.file')}
          hint={say('abroad.import.file.hint')}
          accept=".csv,.txt,text/csv,text/plain"
          problem={problem}
        />
        <TextArea name="csv" label={say('abroad.import.csv')} hint={say('abroad.import.csv.hint')} value={csv} rows={8} problem={problem} />
        <p class="actions">
          <button name="do" value="preview" class={clean ? 'quiet' : undefined}>
            {say('abroad.import.look')}
          </button>
          {clean ? (
            <button name="do" value="import">
              {say('abroad.import.do')}
            </button>
          ) : null}
        </p>
      </Form>
    </Layout>
  )
}

/** What is wrong with a line, by the column that says it. */
function Fault({ page, fault }: { readonly page: Page; readonly fault: string }) {
  if (fault === 'place' || fault === 'id') return <>{page.say(`abroad.import.why.${fault}`)}</>
  return (
    <>
      <bdi dir="ltr">{fault === 'forWhom' ? 'for' : fault}</bdi>
    </>
  )
}

type TownProps = {
  readonly page: Page
  readonly values: Readonly<Record<string, string>>
  readonly countries: readonly { readonly value: string; readonly label: string }[]
  readonly alike: readonly Place[]
  readonly problem?: Problem | undefined
}

/** Where names look alike, those that there are stand first. */
export function TownPage({ page, values, countries, alike, problem }: TownProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('abroad.town.add')} index={false}>
      <Crumb page={page} place={null} origins={[]} />
      <h1>{say('abroad.town.add')}</h1>
      <p class="lead">{say('abroad.town.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {alike.length === 0 ? null : (
        <section>
          <h2>{say('abroad.town.alike')}</h2>
          <ul class="targets">
            {alike.map((place) => (
              <li>
                <a href={href(page, place.path)}>
                  <Name of={place} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Form page={page} action={href(page, '/abroad/towns')}>
        {alike.length === 0 ? null : <input type="hidden" name="sure" value="yes" />}
        <SelectField name="country" label={say('abroad.town.country')} value={values['country']} options={countries} problem={problem} />
        {page.locales.map((locale) => (
          <TextField
            name={`name-${locale}`}
            label={say('abroad.town.name', { language: say.language(locale) })}
            value={values[`name-${locale}`]}
            most={80}
            lang={locale}
            problem={problem}
          />
        ))}
        <TextField
          name="zone"
          label={say('abroad.town.zone')}
          hint={say('abroad.town.zone.hint')}
          value={values['zone']}
          required
          problem={problem}
        />
        <button>{say(alike.length === 0 ? 'abroad.town.do' : 'abroad.town.sure')}</button>
      </Form>
    </Layout>
  )
}
