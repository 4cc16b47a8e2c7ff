# SpiffWorkflow (PyPI) on the same models. Reads {models: [{name, xml, userTasks}], milliseconds} from standard input.
import io, json, sys, time
sys.path.insert(0, sys.argv[1])
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

serializer = BpmnWorkflowSerializer()
asked = json.load(sys.stdin)
results = {}


def run_once(spec, subprocesses, user_tasks):
    size = 0
    workflow = BpmnWorkflow(spec, subprocesses)
    workflow.do_engine_steps()
    for name in user_tasks:
        if not size:
            size = len(serializer.serialize_json(workflow))
        for task in workflow.get_tasks(state=TaskState.READY):
            if task.task_spec.bpmn_id == name:
                task.run()
        workflow.do_engine_steps()
    if not workflow.is_completed():
        raise Exception('Expected the instance to end.')
    return size


for model in asked['models']:
    try:
        parser = BpmnParser()
        parser.add_bpmn_io(io.BytesIO(model['xml'].encode('utf-8')), filename=model['name'])
        spec = parser.get_spec('process')
        subprocesses = parser.get_subprocess_specs('process')
        begun = time.perf_counter()
        instances = 0
        size = 0
        while True:
            size = run_once(spec, subprocesses, model['userTasks'])
            instances += 1
            passed = time.perf_counter() - begun
            if passed * 1000 >= asked['milliseconds']:
                break
        results[model['name']] = {'perSecond': instances / passed, 'bytes': size}
    except Exception as error:
        results[model['name']] = {'error': repr(error)[:300]}
print(json.dumps(results))
