import { Form, LanguageField, ProblemNote, RadioField, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords, DayWords } from '../../../web/time.tsx'
import { Paragraphs } from '../../../web/parts.tsx'
import type { Place } from '../../places/index.ts'
import type { Shown } from '../queries/shapes.ts'
import { LONGEST, REMARK_SORTS } from '../rules.ts'
import type { ItemProps } from './item-props.ts'
import { Crumb, Freshness, Name, Names, Owner, Ways } from './pieces.tsx'
import { Tending } from './tending.tsx'

export function ItemPage(props: ItemProps) {
  const { page, item, place, origins, done } = props
  const { say } = page
  const title = item.title === '' ? say('abroad.item.name') : item.title
  const open = item.state === 'published' && item.freshness !== 'expired'
  return (
    <Layout
      page={page}
      title={title}
      index={open}
      shared={open ? { sort: 'abroad-item', id: item.id } : undefined}
      scripts={['keep-draft.js']}
    >
      <Crumb page={page} place={place} origins={origins} />
      <InLanguage as="h1" language={item.title === '' ? say.locale : item.language}>
        {title}
      </InLanguage>
      {done === null ? null : <p class="done">{say(`abroad.done.${done}`)}</p>}
      <ProblemNote page={page} problem={props.problem} />
      <State page={page} item={item} />
      {item.text === '' ? null : (
        <article class="card">
          <p class="quiet">
            {say(`abroad.kind.${item.kind}`)} · <Name of={item.place} />
          </p>
          <Paragraphs text={item.text} language={item.language} />
          <Ways page={page} item={item} />
          {item.state === 'published' ? <Freshness page={page} item={item} /> : null}
        </article>
      )}
      <Facts page={page} item={item} />
      <Tending {...props} />
      {item.state === 'published' ? <Remarks {...props} /> : null}
      {[...props.sections]}
    </Layout>
  )
}

/** What became of a proposal, or why it is not on the page; everybody reads it. */
function State({ page, item }: { page: Page; item: Shown }) {
  const { say } = page
  if (item.state === 'published') return item.freshness === 'expired' ? <p class="note">{say('abroad.state.expired')}</p> : null
  return (
    <>
      <p class={item.overdue ? 'status late' : 'status'}>
        <strong>{say(`abroad.state.${item.state}`)}</strong>{' '}
        {item.state === 'proposed'
          ? say(item.overdue ? 'abroad.state.overdue' : 'abroad.state.answer-by', { day: dayInWords(page, item.answerBy) })
          : ''}
      </p>
      {item.reason === null ? null : (
        <InLanguage as="blockquote" language={item.reason.language}>
          {item.reason.text}
        </InLanguage>
      )}
    </>
  )
}

function Facts({ page, item }: { page: Page; item: Shown }) {
  const { say } = page
  return (
    <dl class="facts">
      {item.forWhom.length === 0 ? null : (
        <>
          <dt>{say('abroad.for')}</dt>
          <dd>
            <Names of={item.forWhom} />
          </dd>
        </>
      )}
      {item.state === 'proposed' ? null : (
        <>
          <dt>{say('abroad.owner')}</dt>
          <dd>
            <Owner page={page} item={item} />
          </dd>
        </>
      )}
      <dt>{say('abroad.written-in')}</dt>
      <dd>
        {item.original === 'und' ? '–' : say.language(item.original)}
        {item.translation === null ? null : (
          <>
            {' '}
            · {say('abroad.translated', { day: dayInWords(page, item.translation.on) })}
            {item.translation.by === null ? null : (
              <>
                {' '}
                · <bdi>{item.translation.by}</bdi>
              </>
            )}
          </>
        )}
      </dd>
      {item.links.flatMap(({ askedOn }) => askedOn ?? []).length === 0 ? null : (
        <>
          <dt>{say('abroad.links.asked')}</dt>
          <dd>
            <DayWords page={page} day={item.links.flatMap(({ askedOn }) => askedOn ?? []).toSorted()[0] ?? ''} />
          </dd>
        </>
      )}
    </dl>
  )
}

function Remarks(props: ItemProps) {
  const { page, item, remarks, may } = props
  const { say } = page
  return (
    <section id="remarks">
      <h2>{say('abroad.remarks')}</h2>
      {remarks.length === 0 ? null : (
        <ul class="rows">
          {remarks.map((remark) => (
            <li>
              <p>
                {say(`abroad.remark.${remark.sort}`)} · <DayWords page={page} day={remark.sentOn} />
              </p>
              <p class={remark.overdue ? 'status late' : 'status'}>
                <strong>{say(`abroad.remark.state.${remark.state}`)}</strong>{' '}
                {remark.state === 'waiting'
                  ? say(remark.overdue ? 'abroad.state.overdue' : 'abroad.state.answer-by', { day: dayInWords(page, remark.answerBy) })
                  : ''}
              </p>
              {remark.answer === null ? null : (
                <InLanguage as="blockquote" language={remark.answer.language}>
                  {remark.answer.text}
                </InLanguage>
              )}
            </li>
          ))}
        </ul>
      )}
      {may.tend ? (
        <p>
          <a href={href(page, `/abroad/${item.place.path.split('/')[2] ?? ''}/desk`)}>{say('abroad.desk')}</a>
        </p>
      ) : (
        <RemarkForm {...props} />
      )}
    </section>
  )
}

/** Open to everybody: nobody needs an account to say that something is wrong. */
function RemarkForm({ page, item, sending, values, problem }: ItemProps) {
  const { say } = page
  return (
    <details open={problem !== undefined && values['form'] === 'remark'}>
      <summary>{say('abroad.remark.send')}</summary>
      <Form page={page} action={`${href(page, item.path)}/remarks`}>
        <input type="hidden" name="sending" value={sending} />
        <RadioField
          name="sort"
          label={say('abroad.remark.what')}
          value={values['sort'] ?? 'no-longer'}
          options={REMARK_SORTS.map((sort) => ({ value: sort, label: say(`abroad.remark.${sort}`) }))}
          problem={problem}
        />
        <TextArea
          name="words"
          id="remark-words"
          label={say('abroad.remark.words')}
          hint={say('abroad.remark.words.hint')}
          value={values['words']}
          most={LONGEST.words}
          problem={problem}
        />
        <button>{say('abroad.remark.do')}</button>
      </Form>
    </details>
  )
}

type FormProps = {
  readonly page: Page
  readonly place: Place
  readonly action: string
  /** Null: a new one. */
  readonly item: Shown | null
  readonly values: Readonly<Record<string, string>>
  readonly kinds: readonly Option[]
  readonly problem?: Problem | undefined
}

/** For a new item and for the correction of one that is there. */
export function ItemFormPage({ page, place, action, item, values, kinds, problem }: FormProps) {
  const { say } = page
  const title = say(item === null ? 'abroad.propose' : 'abroad.correct')
  return (
    <Layout page={page} title={title} index={false} scripts={['keep-draft.js']}>
      <Crumb page={page} place={place} origins={[]} />
      <h1>{title}</h1>
      <p class="lead">{say(item === null ? 'abroad.propose.lead' : 'abroad.correct.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, action)} draft={`${place.id}${action}`}>
        <input type="hidden" name="place" value={place.id} />
        {item === null ? <input type="hidden" name="sending" value={values['sending'] ?? ''} /> : null}
        <SelectField name="kind" label={say('abroad.kind')} value={values['kind']} options={kinds} problem={problem} />
        <TextField name="title" label={say('abroad.form.title')} value={values['title']} most={LONGEST.title} required problem={problem} />
        <TextArea
          name="text"
          label={say('abroad.form.text')}
          hint={say('abroad.form.text.hint')}
          value={values['text']}
          rows={6}
          most={LONGEST.text}
          required
          problem={problem}
        />
        <LanguageField page={page} label={say('abroad.form.language')} value={values['language']} problem={problem} />
        <TextField
          name="telephone"
          label={say('abroad.form.telephone')}
          hint={say('abroad.form.telephone.hint')}
          value={values['telephone']}
          most={LONGEST.telephone}
          autocomplete="off"
          problem={problem}
        />
        <TextArea
          name="links"
          label={say('abroad.form.links')}
          hint={say('abroad.form.links.hint')}
          value={values['links']}
          rows={2}
          problem={problem}
        />
        <TextField
          name="forWhom"
          label={say('abroad.form.for')}
          hint={say('abroad.form.for.hint')}
          value={values['forWhom']}
          autocomplete="off"
          problem={problem}
        />
        <button>{say(item === null ? 'abroad.propose.do' : 'abroad.correct.do')}</button>
      </Form>
    </Layout>
  )
}
