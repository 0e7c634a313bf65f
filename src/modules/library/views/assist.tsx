import { Form, LanguageField, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href } from '../../../web/page.ts'
import { Lines } from '../../../web/parts.tsx'
import type { Pair } from '../queries/assists.ts'
import { ENDED_FOR, LONGEST } from '../rules.ts'
import type { AssistProps } from './assist-props.ts'
import { AssistState } from './assists.tsx'
import { PairSide } from './pair.tsx'
import { BodyLink, bodyOptions, Crumb, Inline } from './pieces.tsx'

export function AssistPage(props: AssistProps) {
  const { page, assist, asker, pairs, names, problem } = props
  const { say } = page
  const own = pairs.filter(({ helper }) => asker || helper)
  const agreed = pairs.filter(({ note }) => note?.agreed_at != null)
  const open = assist.audience === 'everybody' && !props.hidden
  return (
    <Layout
      page={page}
      title={assist.question}
      description={assist.context.slice(0, 200)}
      index={open}
      shared={open ? { sort: 'peer-assist', id: assist.id } : undefined}
      scripts={['keep-draft.js']}
    >
      <Crumb page={page} to="/library/assists" label={say('assist.title')} />
      <InLanguage as="h1" language={assist.language}>
        {assist.question}
      </InLanguage>
      {props.hidden ? <p class="note">{say('library.hidden')}</p> : null}
      <ProblemNote page={page} problem={problem} />
      <AssistState page={page} assist={assist} />
      {assist.audience === 'verified' ? <p class="note">{say('assist.verified-alone')}</p> : null}
      <section>
        <h2>{say('assist.context')}</h2>
        <Lines text={assist.context} language={assist.language} />
      </section>
      <section>
        <h2>{say('assist.tried')}</h2>
        {assist.tried === '' ? <p class="quiet">{say('assist.tried.none')}</p> : <Lines text={assist.tried} language={assist.language} />}
      </section>
      <dl class="facts">
        <dt>{say('assist.by')}</dt>
        <dd>{assist.body === null ? null : <BodyLink page={page} body={assist.body} />}</dd>
        <dt>{say('assist.kinds')}</dt>
        <dd>{say.list(assist.kinds.map((kind) => say(`assist.kind.${kind}`)))}</dd>
        <dt>{say('assist.languages')}</dt>
        <dd>{say.list(assist.languages.map((language) => say.language(language)))}</dd>
        {assist.paired.length === 0 ? null : (
          <>
            <dt>{say('assist.paired')}</dt>
            <dd>
              <Inline
                items={assist.paired.map((body) => (
                  <BodyLink page={page} body={body} />
                ))}
              />
            </dd>
          </>
        )}
      </dl>
      {agreed.map((pair) => (
        <Learnt {...props} pair={pair} />
      ))}
      {own.length === 0 ? null : (
        <section>
          <h2>{say(asker ? 'assist.offers.title' : 'assist.offer.own')}</h2>
          {own.map((pair) => (
            <PairSide {...props} pair={pair} body={names.get(pair.offer.body_id)} />
          ))}
        </section>
      )}
      {props.offering.length === 0 ? null : <OfferForm {...props} />}
      {asker && assist.state === 'open' ? <EndForm {...props} /> : null}
      {[...props.sections]}
    </Layout>
  )
}

/** Both sides agreed to these words. */
function Learnt({ page, names, published, pair: { note, offer } }: AssistProps & { pair: Pair }) {
  const { say } = page
  const body = names.get(offer.body_id)
  if (note === null) return null
  return (
    <section class="card">
      <h2>{say('assist.learnt')}</h2>
      <p class="quiet">
        {say('assist.learnt.both')} {body === undefined ? null : <BodyLink page={page} body={body} />}
      </p>
      <InLanguage as="h3" language={note.language}>
        {note.title}
      </InLanguage>
      <Lines text={note.did} language={note.language} />
      <h3>{say('library.word.came')}</h3>
      <Lines text={note.came} language={note.language} />
      <h3>{say('library.word.failed')}</h3>
      {note.failed === '' ? <p class="quiet">{say('library.failed.none')}</p> : <Lines text={note.failed} language={note.language} />}
      {note.entry_id !== null && published.has(note.entry_id) ? (
        <p>
          <a href={href(page, `/library/${note.entry_id}`)}>{say('assist.practice')}</a>
        </p>
      ) : null}
    </section>
  )
}

function OfferForm({ page, assist, offering, form, values, problem }: AssistProps) {
  const { say } = page
  const own = form === 'offer' ? values : {}
  const fault = form === 'offer' ? problem : undefined
  return (
    <section>
      <h2>{say('assist.offer')}</h2>
      <p class="quiet">{say('assist.offer.lead')}</p>
      <Form page={page} action={`${href(page, assist.path)}/offers`} draft={`${assist.path}/offers`}>
        <SelectField name="body" label={say('library.in-name-of')} value={own['body']} options={bodyOptions(offering)} problem={fault} />
        <TextField name="who" label={say('assist.who')} value={own['who']} most={LONGEST.line} required problem={fault} />
        <TextField name="available" label={say('assist.when')} value={own['available']} most={LONGEST.line} required problem={fault} />
        <TextArea name="lived" label={say('assist.lived')} value={own['lived']} most={LONGEST.word} required problem={fault} />
        <LanguageField page={page} label={say('library.written-in')} value={own['language']} problem={fault} />
        <button>{say('assist.offer.do')}</button>
      </Form>
    </section>
  )
}

function EndForm({ page, assist }: AssistProps) {
  const { say } = page
  return (
    <details>
      <summary>{say('assist.end')}</summary>
      <Form page={page} action={`${href(page, assist.path)}/end`}>
        <SelectField
          name="reason"
          label={say('assist.end.reason')}
          options={ENDED_FOR.map((value) => ({ value, label: say(`assist.ended.${value}`) }))}
        />
        <button class="quiet">{say('assist.end')}</button>
      </Form>
    </details>
  )
}
