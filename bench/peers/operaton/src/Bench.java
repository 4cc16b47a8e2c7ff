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
 * `process instances` and answers each with how many a second: instances, or of `reports` the user tasks completed.
 */
public class Bench {
  static final int TASKS = 10;
  static final int THREADS = 8;

  public static void main(String[] args) throws Exception {
    ProcessEngine engine = engine(args[0], args[1], args[2]);
    for (String id : List.of("row", "parallel", "reports", "sync"))
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
    return instances * (process.equals("reports") ? TASKS : 1) / seconds;
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
