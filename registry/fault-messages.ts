// Faults between the files of a deployment, for the modeler, and models that cannot be loaded: Chinese with English
// beside it, `{name}` for a value.
import { type Bilingual, catalogue, type Messages } from '../engine/catalogue.ts';

export const messages = {
  'registry.definitionsId': {
    zh: '决策文件的 definitions 应有编号（id）；实际没有。',
    en: 'Expected an id on the definitions; found none.',
  },
  'registry.ownDefinitionsId': {
    zh: '决策文件的 definitions 应有自己的编号；实际为“{found}”，该编号已用于部署 {ids}。',
    en: "Expected an id of its own for the definitions; found '{found}', which is deployed with {ids}.",
  },
  'registry.boundProcess': {
    zh: '流程“{id}”的绑定方式为 deployment，应在同一次部署中；实际没有。',
    en: "Expected the process '{id}' in the same deployment (binding deployment); found none.",
  },
  'registry.boundDecision': {
    zh: '决策“{id}”的绑定方式为 deployment，应在同一次部署中；实际没有。',
    en: "Expected the decision '{id}' in the same deployment (binding deployment); found none.",
  },
  'registry.form': {
    zh: '表单“{form}”应已部署；实际没有。请将其 .form 文件与模型一并部署。',
    en: "Expected the form '{form}' among the deployed forms; found none. Deploy its .form file with the model.",
  },
  'registry.taggedDecision': {
    zh: '应有版本标签为“{versionTag}”的决策“{id}”；实际没有。',
    en: "Expected a decision '{id}' with the version tag '{versionTag}'; found none.",
  },
  'registry.rowArticle': {
    zh: '第 {row} 行的说明应写明所依据的条文（如 CPL#118.1）；本院自定的参数，说明以“{mark}”开头；实际为“{found}”。',
    en: "Expected row {row} to name its article (like CPL#118.1), or to begin with '{mark}' for a parameter of the court's own; found '{found}'.",
  },
  'registry.rowCitation': {
    zh: '第 {row} 行的引用在 {date} 应当有效：{reason}',
    en: 'Expected the citation of row {row} to resolve on {date}. {reason}',
  },
  'registry.deployed': {
    zh: '已部署的决策文件“{id}”',
    en: "the deployed definitions '{id}'",
  },
  'registry.idTwice': {
    zh: '编号应当唯一；实际在 {file} 中也有。',
    en: 'Expected the id once; found it in {file} too.',
  },

  // Loading a deployed model
  'load.none': { zh: '流程“{id}”没有已部署的版本。', en: "No process '{id}' is deployed." },
  'load.noVersion': {
    zh: '流程“{id}”没有部署第 {version} 版。',
    en: "No process '{id}' is deployed in version {version}.",
  },
  'load.noTag': {
    zh: '流程“{id}”没有版本标签为“{versionTag}”的已部署版本。',
    en: "No process '{id}' is deployed with version tag '{versionTag}'.",
  },
  'load.notBeside': {
    zh: '流程“{id}”没有与流程“{beside}”第 {version} 版一并部署。',
    en: "No process '{id}' is deployed with '{beside}' version {version}.",
  },
  'load.otherHash': {
    zh: '流程“{id}”第 {version} 版的摘要应为 {hash}，实际为 {found}。',
    en: "Expected '{id}' version {version} with hash {hash}; found {found}.",
  },
  'load.noCalendar': { zh: '尚未部署日历。', en: 'No calendar is deployed.' },
  'load.noParameters': {
    zh: '没有步骤以摘要为 {digest} 的决策和日历计算。',
    en: 'No step was evaluated with decisions and a calendar of the digest {digest}.',
  },
} as const satisfies Messages;

export const say = catalogue(messages);

/** Two sentences after one another. */
export const both = (first: Bilingual, second: Bilingual): Bilingual => ({
  zh: `${first.zh}${second.zh}`,
  en: `${first.en} ${second.en}`,
});
