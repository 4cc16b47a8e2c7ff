// The required results of example 1, calculated by hand from the law and the days in its script, without any code of
// the product.

/** The assets that the search finds. */
export const deposit = {
  kind: 'deposit',
  externalRef: '6222020402000031186',
  description: '中国工商银行存款账户6222020402000031186',
  balanceFen: 31_245_060,
};
export const flat = {
  kind: 'realEstate',
  externalRef: '冀(2019)石家庄市不动产权第0086201号',
  description: '石家庄市长安区建华大街18号3-1202室住宅',
};
export const car = { kind: 'vehicle', externalRef: '冀A8K2P6', description: '冀A8K2P6小型轿车' };

/** RPR#13: the mean, 2 390 000 yuan, is the flat's reference price; the car's is 60 000. */
export const flatReports = [236_000_000, 242_000_000, 239_000_000];
export const carReports = [5_800_000, 6_100_000, 6_100_000];
/** NAR#10: 70 % of it; NAR#26: 80 % of that in the second round, in which it is sold. */
export const startingPrices = [167_300_000, 133_840_000];
export const hammerPriceFen = 178_840_000;

/** Each task's last day. */
export const dues = [
  ['reviewApplication', '2026-03-09'], // EWR#16: 7 days from 2 March
  ['signNotice', '2026-03-12'], // CPLI#480: 10 days from 2 March
  ['consultParties', '2026-04-13'], // RPR#1: 30 days from the seal of 12 March end on Saturday 11 April, so Monday
  ['consultParties', '2026-04-10'], // the car was seized on 11 March
  ['decideTerms', '2026-04-10'], // RPR#30: 10 days from the price of 31 March
  ['approveDisbursement', '2026-04-17'], // EFM#10: 30 days from the transfer of 18 March; the sale is not waited for
  // NAR#26: bidding again within 30 days of the failure on 6 May, so by 5 June; 3 days to tell the parties and 15 of
  // notice before
  ['decideTerms', '2026-05-18'],
  ['serveSaleRuling', '2026-06-15'], // AUR#20: 10 days from the full payment on 4 June end on Sunday 14 June, so Monday
  // AUR#27: 15 days from service on 5 June end on Saturday 20 June after the Dragon Boat Festival of 19 June
  ['handOver', '2026-06-22'],
  ['approveDisbursement', '2026-07-06'], // 30 days from 4 June end on Saturday 4 July, so Monday
];

/** Rulings, orders and notices; letters of assistance are listed separately. */
export const documents = [
  '2026-03-04 受理案件通知书',
  '2026-03-06 执行通知书',
  '2026-03-06 报告财产令',
  '2026-03-11 冻结裁定书',
  '2026-03-11 查封裁定书',
  '2026-03-11 扣押裁定书',
  // served on 9 March, 7 days to perform: over at the end of 16 March
  '2026-03-17 划拨裁定书',
  // EPI#17: two applicants, not yet enough for both; 15 days to object end with 2 April, proposed on the 4th, approved
  // on the 6th
  '2026-03-18 财产分配方案',
  '2026-03-23 财产处置参考价通知书',
  '2026-03-23 财产处置参考价通知书',
  // RPR#22: 5 days to object end on Saturday 28 March, so at the end of Monday 30 March
  '2026-03-31 拍卖裁定书',
  '2026-04-02 拍卖通知书',
  // NAR#16: parties are told 3 days before the notice; NAR#12: 30 days before the auction, which opens on 5 May
  '2026-04-05 拍卖公告',
  '2026-04-06 案款发放审批表',
  '2026-05-11 拍卖通知书',
  // NAR#26: 15 days before the second, which opens on 29 May
  '2026-05-14 拍卖公告',
  '2026-06-04 成交裁定书',
  '2026-06-12 案款发放审批表',
  '2026-06-12 解除查封冻结裁定书',
  '2026-06-12 结案通知书',
];

/** CPLI#485: one, three, two years; ended by transfer, by sale (SFR#27), by release when the debt is paid (SFR#28). */
export const measures = [
  ['freeze', '2027-03-11', '2026-03-18'],
  ['seal', '2029-03-11', '2026-06-05'],
  ['seize', '2028-03-11', '2026-06-12'],
];

// Fee for enforcement: 7 400 + 1 % of (1 937 340 - 500 000) = 21 773.40.
// Until the transfer on 18 March: general interest 76 days x 186.00 = 14 136.00; doubled part 51 days x 1 881 540 x
// 0.000175 = 16 792.7445. The transfer of 312 450.60 pays fee 21 773.40, costs 21 540, interest 55 800 + 14 136,
// principal 199 201.20: 1 660 798.80 are left. Until the ruling is served on 5 June, 79 days: general 13 120.31052;
// doubled 22 960.54341. General interest 55 800 + 27 256.31, doubled part 39 753.29; principal 1 860 000, costs 21 540:
// together 2 004 349.60, six to four. 312 450.60 + 1 788 400.00 - 21 773.40 - 2 004 349.60 = 74 727.60 go back to the
// debtor (EWR#34). Of the transfer, 290 677.20 are left after the fee: 174 406.32 and 116 270.88 are paid in April, the
// rest in June.
export const payouts = [
  ['执行法院', 2_177_340],
  ['赵建国', 17_440_632],
  ['李秀兰', 11_627_088],
  ['赵建国', 102_820_344],
  ['李秀兰', 68_546_896],
  ['周文斌', 7_472_760],
];

export const closedOn = '2026-06-12';
