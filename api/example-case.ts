// The invented case that all examples at /docs show. Id numbers that begin with 999999 belong to no region.
const number = '(2026)冀0102执1号';

export const exampleCase = {
  id: '516ca206-f285-4fbd-a419-9329724581ec',
  number,
  courtCode: '冀0102',
  courtName: '河北省石家庄市长安区人民法院',
  workflowId: `enforcement-case/${number}`,
  applicant: { id: '201761ac-a111-441a-a388-552add69f8a4', name: '赵建国', idNumber: '999999196805120014' },
  secondApplicant: { id: '26967c7b-e091-43e8-8119-a037c5eb089e', name: '李秀兰', idNumber: '999999197103080024' },
  debtor: { id: '7fe926ce-5ed6-49ab-8373-891a64d3d9d1', name: '周文斌', idNumber: '999999198210150037' },
} as const;
