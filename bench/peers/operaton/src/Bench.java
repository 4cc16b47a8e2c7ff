import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.jobexecutor.DefaultJobExecutor;

/**
 * Operaton embedded on PostgreSQL, its usual history level. Each service task is a job of its own (asyncBefore): a commit for each task. Reads lines
 * `process instances` and answers each with how many instances a second.
 */
public class Bench {
  static final int TASKS = 10;
  static final int DEPTH = 5;
  static final int ITEMS = 1000;
  static final int TURNS = 10000;
  static final int THREADS = 8;

  public static void main(String[] args) throws Exception {
    ProcessEngine engine = engine(args[0], args[1], args[2]);
    for (String id : List.of("row", "parallel", "reports", "sync", "nested", "items", "loop"))
      engine.getRepositoryService().createDeployment().addString(id + ".bpmn", model(id)).deploy();
    ExecutorService clients = Executors.newFixedThreadPool(THREADS);
    System.out.println("ready");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] asked = line.split(" ");
      System.out.println(measure(engine, clients, asked[0], Integer.parseInt(asked[1])));
    }
    System.exit(0);
  }

  static ProcessEngine engine(String url, String user, String password) {
    DefaultJobExecutor executor = new DefaultJobExecutor();
    executor.setCorePoolSize(THREADS);
    executor.setMaxPoolSize(THREADS);
    executor.setQueueSize(100);
    executor.setMaxJobsPerAcquisition(50);
    executor.setWaitTimeInMillis(50);
    executor.setMaxWait(200);
    StandaloneProcessEngineConfiguration configuration =
        (StandaloneProcessEngineConfiguration) ProcessEngineConfiguration.createStandaloneProcessEngineConfiguration();
    configuration.setJdbcDriver("org.postgresql.Driver");
    configuration.setJdbcUrl(url);
    configuration.setJdbcUsername(user);
    configuration.setJdbcPassword(password);
    configuration.setJdbcMaxActiveConnections(40);
    configuration.setJdbcMaxIdleConnections(40);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setHistoryTimeToLive("P1D");
    configuration.setJobExecutor(executor);
    configuration.setJobExecutorActivate(true);
    return configuration.buildProcessEngine();
  }

  static double measure(ProcessEngine engine, ExecutorService clients, String process, int instances) throws Exception {
    long begun = System.nanoTime();
    List<String> ids = each(clients, instances, i -> engine.getRuntimeService().startProcessInstanceByKey(process).getId());
    if (process.equals("reports")) {
      begun = System.nanoTime();
      each(clients, instances, i -> complete(engine, ids.get(i)));
    } else {
      while (engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey(process).count() > 0) Thread.sleep(5);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return instances / seconds;
  }

  /** As a person does: sees in the list what is open, and completes it. */
  static String complete(ProcessEngine engine, String instance) {
    for (int done = 0; done < TASKS; done++) {
      String task = engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult().getId();
      engine.getTaskService().complete(task);
    }
    return instance;
  }

  interface Work {
    String of(int index);
  }

  static List<String> each(ExecutorService clients, int count, Work work) throws Exception {
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      calls.add(() -> work.of(index));
    }
    List<String> results = new ArrayList<>();
    for (Future<String> result : clients.invokeAll(calls)) results.add(result.get());
    return results;
  }

  static String model(String id) {
    return switch (id) {
      case "nested" -> file(id, "<startEvent id=\"s\" />" + nested(DEPTH) + "<endEvent id=\"e\" />" + flow("s", "p" + DEPTH) + flow("p" + DEPTH, "e"));
      case "items" -> file(id, "<startEvent id=\"s\" />" + items() + "<endEvent id=\"e\" />" + flow("s", "t") + flow("t", "e"));
      case "loop" -> file(id, loop());
      default -> tasks(id);
    };
  }

  static String nested(int level) {
    if (level == 0) return "";
    String task = "t" + level;
    String inner = level == 1 ? "" : "p" + (level - 1);
    String end = "e" + level;
    String flows = flow("s" + level, task) + (level == 1 ? flow(task, end) : flow(task, inner) + flow(inner, end));
    return "<subProcess id=\"p" + level + "\"><startEvent id=\"s" + level + "\" />" + work(task, true) + nested(level - 1) + "<endEvent id=\"" + end
        + "\" />" + flows + "</subProcess>";
  }

  static String items() {
    return "<serviceTask id=\"t\" camunda:expression=\"${true}\"><multiInstanceLoopCharacteristics camunda:asyncBefore=\"true\"><loopCardinality>" + ITEMS
        + "</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>";
  }

  static String loop() {
    String turn = "<serviceTask id=\"%s\" camunda:expression=\"${%s}\" camunda:resultVariable=\"n\" />";
    return "<startEvent id=\"s\" camunda:asyncBefore=\"true\" />" + turn.formatted("begin", "0") + "<exclusiveGateway id=\"again\" />" + turn.formatted("turn", "n + 1")
        + "<exclusiveGateway id=\"done\" default=\"done_again\" /><endEvent id=\"e\" />" + flow("s", "begin") + flow("begin", "again") + flow("again", "turn")
        + flow("turn", "done") + flow("done", "again")
        + "<sequenceFlow id=\"done_e\" sourceRef=\"done\" targetRef=\"e\"><conditionExpression xsi:type=\"tFormalExpression\">${n >= " + TURNS
        + "}</conditionExpression></sequenceFlow>";
  }

  static String tasks(String id) {
    StringBuilder elements = new StringBuilder("<startEvent id=\"s\" /><endEvent id=\"e\" />");
    String before = "s";
    boolean isParallel = id.equals("parallel");
    if (isParallel) elements.append("<parallelGateway id=\"fork\" /><parallelGateway id=\"join\" />").append(flow("s", "fork")).append(flow("join", "e"));
    for (int i = 1; i <= TASKS; i++) {
      String task = "t" + i;
      elements.append(id.equals("reports") ? report(task) : work(task, !id.equals("sync")));
      if (isParallel) elements.append(flow("fork", task)).append(flow(task, "join"));
      else elements.append(flow(before, task));
      before = task;
    }
    if (!isParallel) elements.append(flow(before, "e"));
    return file(id, elements.toString());
  }

  static String file(String id, String elements) {
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" id=\"d\" targetNamespace=\"bench\"><process id=\"" + id
        + "\" isExecutable=\"true\">" + elements + "</process></definitions>";
  }

  static String work(String id, boolean isJob) {
    return "<serviceTask id=\"" + id + "\" camunda:expression=\"${true}\" camunda:asyncBefore=\"" + isJob + "\" />";
  }

  static String report(String id) {
    return "<userTask id=\"" + id + "\" /><boundaryEvent id=\"late_" + id + "\" attachedToRef=\"" + id
        + "\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
        + flow("late_" + id, "e");
  }

  static String flow(String from, String to) {
    return "<sequenceFlow id=\"" + from + "_" + to + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\" />";
  }
}
