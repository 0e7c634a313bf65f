import { Form, ProblemNote, SelectField, TextArea, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { DayWords } from '../../../web/time.tsx'
import type { Place } from '../../places/index.ts'
import type { Care } from '../queries/page.ts'
import { Crumb } from './pieces.tsx'
import { CareWords } from './place.tsx'

export type Offer = { readonly person: string; readonly name: string; readonly words: string; readonly askedOn: string }

type Props = {
  readonly page: Page
  readonly place: Place
  readonly care: Care
  /** For those who appoint. */
  readonly offers: readonly Offer[]
  readonly mayAppoint: boolean
  /** What the reader is here; null: not signed in. */
  readonly own: 'none' | 'asked' | 'appointed' | null
  readonly person: string | null
  /** The bodies for which the reader may take the page over. */
  readonly bodies: readonly Option[]
  readonly mayReturn: boolean
  readonly values: Readonly<Record<string, string>>
  readonly problem?: Problem | undefined
}

export function StewardsPage(props: Props) {
  const { page, place, care, problem } = props
  const { say } = page
  const title = say('abroad.stewards.title', { place: `\u2068${place.name}\u2069` })
  return (
    <Layout page={page} title={title} index={false}>
      <Crumb page={page} place={place} origins={[]} />
      <h1>{title}</h1>
      <p class="lead">{say('abroad.stewards.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <CareWords page={page} care={care} />
      <Offering {...props} />
      {props.mayAppoint ? <Appointing {...props} /> : null}
      <Taking {...props} />
    </Layout>
  )
}

function Offering({ page, place, own, person, values, problem }: Props) {
  const { say } = page
  const at = `${href(page, place.path)}/stewards`
  if (own === null)
    return (
      <p>
        {say('abroad.stewards.sign-in')}{' '}
        <a href={href(page, `/sign-in?then=${encodeURIComponent(`${place.path}/stewards`)}`)}>{say('sign-in.do')}</a>
      </p>
    )
  if (own !== 'none')
    return (
      <section>
        <p class="status">
          <strong>{say(own === 'asked' ? 'abroad.stewards.asked' : 'abroad.stewards.are')}</strong>
        </p>
        <Form page={page} action={`${at}/${person ?? ''}/ending`}>
          <button class="quiet">{say(own === 'asked' ? 'abroad.stewards.take-back' : 'abroad.stewards.stop')}</button>
        </Form>
      </section>
    )
  return (
    <section>
      <h2>{say('abroad.care.offer')}</h2>
      <Form page={page} action={at}>
        <TextArea
          name="words"
          label={say('abroad.stewards.words')}
          hint={say('abroad.stewards.words.hint')}
          value={values['words']}
          rows={3}
          most={500}
          problem={problem}
        />
        <p>{say('abroad.stewards.public')}</p>
        <button>{say('abroad.stewards.offer')}</button>
      </Form>
    </section>
  )
}

function Appointing({ page, place, offers, care }: Props) {
  const { say } = page
  const at = (person: string): string => `${href(page, place.path)}/stewards/${person}`
  return (
    <section>
      <h2>{say('abroad.stewards.offers')}</h2>
      {offers.length === 0 ? <p class="quiet">{say('abroad.stewards.offers.none')}</p> : null}
      {offers.map(({ person, name, words, askedOn }) => (
        <article class="card">
          <h3>
            <bdi>{name}</bdi>
          </h3>
          <p class="quiet">
            <DayWords page={page} day={askedOn} />
          </p>
          {words === '' ? null : <blockquote dir="auto">{words}</blockquote>}
          <Form page={page} action={`${at(person)}/appointment`}>
            <button>{say('abroad.stewards.appoint')}</button>
          </Form>
          <Form page={page} action={`${at(person)}/ending`}>
            <button class="quiet">{say('abroad.stewards.decline')}</button>
          </Form>
        </article>
      ))}
      {care.stewards.map(({ person, name }) => (
        <Form page={page} action={`${at(person)}/ending`}>
          <p class="actions">
            {name === null ? say('abroad.somebody') : <bdi>{name}</bdi>} <button class="quiet">{say('abroad.stewards.end')}</button>
          </p>
        </Form>
      ))}
    </section>
  )
}

function Taking({ page, place, bodies, care, mayReturn, problem }: Props) {
  const { say } = page
  return (
    <>
      {care.body === null && bodies.length > 0 ? (
        <section>
          <h2>{say('abroad.take')}</h2>
          <p>{say('abroad.take.what')}</p>
          <Form page={page} action={`${href(page, place.path)}/body`}>
            <SelectField name="body" label={say('abroad.take.body')} options={bodies} problem={problem} />
            <button class="quiet">{say('abroad.take.do')}</button>
          </Form>
        </section>
      ) : null}
      {care.body !== null && mayReturn ? (
        <Form page={page} action={`${href(page, place.path)}/body/ending`}>
          <button class="quiet">{say('abroad.return')}</button>
        </Form>
      ) : null}
    </>
  )
}
